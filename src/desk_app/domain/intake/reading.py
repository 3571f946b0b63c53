"""What the readers of all kinds of rows share: the working state of one row and the reading of coded values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from desk_app.domain.codes import Code
from desk_app.domain.fields import OWN, Field, Kind
from desk_app.domain.intake.body import DataRow
from desk_app.domain.intake.columns import Mapped
from desk_app.domain.intake.dates import looks_like_date, parse_date
from desk_app.domain.intake.layout import Table
from desk_app.domain.intake.papers import lost_digits
from desk_app.domain.intake.rows import Draft, Finding, IntakeContext, RowResult, letters, row_result, skipped
from desk_app.domain.intake.words import plain

_BRACKETS = re.compile(r"[(（]([^)）]*)[)）]")
_PARTS = re.compile(r"[、,，;；/／|\n]+")
_NUMBER = re.compile(r"(\d{1,9})(?:\.0+)?\s*[\u4e00-\u9fff]?")  # 3 年, 40 码
FLAGS = {
    **dict.fromkeys(("是", "有", "愿意", "同意", "需要", "要", "√", "✓", "对", "Y", "y"), True),
    **dict.fromkeys(("否", "无", "没有", "不愿意", "不同意", "不需要", "不要", "×", "N", "n"), False),
}


@dataclass(slots=True)
class Reading:
    """One row while it is being read; discarded when its draft is made."""

    sheet: str
    row: int
    values: dict[str, Any] = field(default_factory=dict)
    raw: dict[str, str] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def find(self, column: int, kind: str, cause: str, row: int = 0) -> None:
        """Note a finding about one cell, of this row or of another one that speaks for it."""
        self.findings.append(Finding(self.sheet, self.row, f"{letters(column or 1)}{row or self.row}", kind, cause))

    def remark(self) -> str:
        """The remark of the list with the notes found in other cells."""
        return "；".join(dict.fromkeys(filter(None, (self.values.get("remark", ""), *self.notes))))


class TableReader:
    """What stays the same for all rows of one table."""

    def __init__(self, table: Table, mapped: Mapped, context: IntakeContext, file: str) -> None:
        self.table, self.mapped, self.context, self.file = table, mapped, context, file
        # A field that the office added itself is kept like a column that is no field, only under its own heading.
        self._own = {at: target.removeprefix(OWN) for at, target in mapped.targets.items() if target.startswith(OWN)}
        self._own_fields = context.own.get(mapped.noun, {})
        self.columns = tuple(
            (at, "" if at in self._own else target, table.heading(at))
            for at, target in mapped.targets.items()
            if target != "ignored"
        )
        dates = tuple(context.words.marks["dates"])
        self.dated = frozenset(
            at for at, target, heading in self.columns if not target and any(word in heading for word in dates)
        )
        self._codes: dict[tuple[str, str], str] = {}

    def cells(self, row: DataRow) -> list[tuple[int, str, str, str]]:
        """(column, target, heading, text) of each cell that says something; 无, -, / … say nothing."""
        nothing, width = self.context.words.marks["nothing"], len(row.texts)
        found = []
        for at, target, heading in self.columns:
            text = row.texts[at - 1].strip() if at <= width else ""
            if text and (text not in nothing or target in ("mobile", "name") or self._may_be_no(at, text)):
                found.append((at, target, heading, text))
        return found

    def _may_be_no(self, column: int, text: str) -> bool:
        """Whether the word, which elsewhere says nothing, answers a question of the office's own with no."""
        field = self._own_fields.get(OWN + self._own.get(column, ""))
        return field is not None and field.kind is Kind.FLAG and text in FLAGS

    def keep(self, reading: Reading, column: int, heading: str, text: str) -> None:
        """Keep a column that is no field under its heading; dates in figures as yyyy-mm-dd, impossible ones asked.

        A field of the office's own is kept as its kind wants it, or as it came where it cannot be read so.
        """
        key = self._own.get(column, "")
        field = self._own_fields.get(OWN + key)
        if lost_digits(text, self.table.sheet.kind(reading.row, column)):
            text = "（号码后几位已丢失，未保存）"
        elif field:
            text = self._own_text(reading, column, field, text)
        elif column in self.dated:
            parsed = parse_date(text, self.context.today)
            if parsed:
                text = parsed.iso()
            elif looks_like_date(text):
                reading.find(column, "date_impossible", f"“{heading}”写的“{text}”不是一个存在的日期，请核对")
        reading.extra[key or heading] = text

    def _own_text(self, reading: Reading, column: int, field: Field, text: str) -> str:
        if field.kind is Kind.CODE:
            return self.code(field.codes, text) or text
        if field.kind in (Kind.CODES, Kind.TEXTS):
            parts = dict.fromkeys(part.strip() for part in _PARTS.split(text) if part.strip())
            coded = field.kind is Kind.CODES
            return "、".join((self.code(field.codes, part) if coded else "") or part for part in parts)
        if field.kind is Kind.FLAG and text in FLAGS:
            return "是" if FLAGS[text] else "否"
        if field.kind is Kind.WHOLE and (number := _NUMBER.fullmatch(text.replace(",", ""))):
            return number[1]
        if field.kind in (Kind.DATE, Kind.MONTH):
            parsed = parse_date(text, self.context.today)
            if parsed:
                return parsed.iso() if field.kind is Kind.DATE else parsed.iso()[:7]
            reading.find(column, "date_impossible", f"“{field.label}”写的“{text}”不存在或看不懂，请核对")
        return text

    def code(self, name: str, text: str) -> str:
        """The code of a list that a text means, "" where none is certain."""
        known = self._codes.get((name, text))
        if known is None:
            known = self._codes[(name, text)] = self._find_code(name, plain(text))
        return known

    def _find_code(self, name: str, text: str) -> str:
        codes = self.context.codes[name]
        inner = _BRACKETS.findall(text)
        for word in (text, _BRACKETS.sub("", text), *inner):
            found = codes.find(unicodedata.normalize("NFKC", word))
            if found:
                return found.code
        return ""

    def education(self, text: str, *, wanted: bool) -> str | None:
        """The level a text means; "" where anything will do; None where no level can be read.

        Of several levels the lowest counts where they are `wanted`, the highest where they are somebody's own.
        """
        whole = plain(text)
        found = self.code("education", text)
        if found:
            return found
        words = self.context.words.education
        if whole in words["open"] or (wanted and any(word in whole for word in words["open"] if len(word) > 1)):
            return ""
        if any(word in whole for word in words["unfinished"]) and not wanted:
            return None
        levels = self._levels_in(whole)
        if not levels:
            return None
        choose = min if wanted else max
        return choose(levels, key=lambda item: item.rank).code

    def _levels_in(self, text: str) -> list[Code]:
        """The levels whose words stand in a text, longer words first so that 研究生 does not hide in 硕士研究生."""
        items = self.context.codes["education"]
        words = [(word, item) for item in items for word in (item.label, *item.aliases) if not word.isdigit()]
        found = []
        for word, level in sorted(words, key=lambda pair: -len(pair[0])):
            if word in text:
                text = text.replace(word, "|")
                found.append(level)
        return found

    def finish(self, reading: Reading, draft: Draft | None) -> RowResult:
        """The result of the row; without a draft it is no data and refused."""
        if draft is not None:
            return row_result(draft)
        refused = skipped(reading.sheet, reading.row, "no_data", "这一行读不出人、岗位或单位，请核对")
        return RowResult(sheet=reading.sheet, row=reading.row, status="refused", findings=refused.findings)


def place_words(text: str, lists: Mapping[str, tuple[str, ...]]) -> str:
    """The first key one of whose words stands in the text, "" for none."""
    return next((key for key, words in lists.items() if any(word in text for word in words)), "")
