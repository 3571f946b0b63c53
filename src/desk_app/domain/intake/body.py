"""Which rows of a table are data, and why the others are not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from desk_app.domain.intake.columns import Mapped
from desk_app.domain.intake.layout import Table, fills
from desk_app.domain.intake.rows import RowResult, skipped
from desk_app.domain.intake.words import IntakeWords, plain

_SENTENCE = re.compile(r"[，。！？；：:,!?;]|\s{4,}|年\s+月")
_COUNT = re.compile(r"^(?:共|合计|总计|小计|共计)?[:： ]*\d+\s*(?:人|户|名|家|个|条)?$")
_NUMBER = re.compile(r"\d{6,}")
ONCE = frozenset(
    {"employer.name", "employer.credit_code", "employer.contact", "employer.phone", "employer.address", "village_group"}
    | {"employer.nature", "employer.industry", "employer.legal_person", "head", "village"}
)
"""Targets that lists write once for several rows; of people only where most cells of the column are empty."""
_KEYS = {"seekers": ("name", "id_no"), "posts": ("title",), "employers": ("employer.name",), "projects": ("name",)}


@dataclass(frozen=True, slots=True)
class DataRow:
    """One row of data: its texts (cells filled down and ditto marks resolved), and which columns were filled."""

    row: int
    texts: Sequence[str]
    filled: frozenset[int]
    label: str  # the group name that stands in a row of its own above


class Body:
    """The rows of one table, told apart."""

    def __init__(self, table: Table, mapped: Mapped, words: IntakeWords) -> None:
        self._table, self._mapped, self._marks = table, mapped, words.marks
        self._fills = fills(table.sheet, table.body, words.marks["ditto"])
        self._keys = [at for at in map(mapped.first, _KEYS[mapped.noun]) if at]
        self._ignored = {at for at, target in mapped.targets.items() if target == "ignored"}
        self._headings = [
            frozenset(plain(text) for text in table.sheet.rows[row - 1] if text) for row in table.header_rows
        ]
        self._first_headings = frozenset(name for names in self._headings for name in names)
        self._once = {at for at, target in mapped.targets.items() if target in ONCE and self._is_once(at)}
        self._total = re.compile("|".join(f"^{re.escape(word)}" for word in sorted(words.marks["total"])))
        self._footer = re.compile(
            "|".join(f"^{re.escape(word)}(?:[：:（(]|人|$)" for word in sorted(words.marks["footer"]))
        )

    def _is_once(self, column: int) -> bool:
        cells = [self._table.sheet.cell(row, column) for row in self._table.body[:400]]
        if self._mapped.noun == "projects":
            return False
        if self._mapped.noun == "seekers":
            return 0.4 <= cells.count("") / max(len(cells), 1) < 1
        return "" in cells

    def __iter__(self) -> Iterator[DataRow | RowResult]:
        """Data rows and skipped ones in order; blank rows are left out."""
        sheet, label = self._table.sheet, ""
        current: dict[int, str] = {}
        for row in self._table.body:
            texts = sheet.rows[row - 1]
            own = [(at, text) for at, text in enumerate(texts, 1) if text and not text.isspace()]
            if not own:
                continue
            reason = self._no_data(own)
            if reason:
                if reason[0] == "label":
                    label = own[0][1].strip()
                yield skipped(sheet.name, row, *reason)
                continue
            yield self._data(row, texts, current, label)

    def _data(self, row: int, texts: Sequence[str], current: dict[int, str], label: str) -> DataRow:
        patch: Mapping[int, str] = self._fills.get(row, {})
        filled = dict(patch)
        for at in self._once:
            text = patch.get(at) or (texts[at - 1] if at <= len(texts) else "")
            if text.strip():
                current[at] = text
            elif current.get(at) and self._same_employer(texts, at):
                filled[at] = current[at]
        if filled:
            width = max(len(texts), *filled)
            texts = [filled.get(at, texts[at - 1] if at <= len(texts) else "") for at in range(1, width + 1)]
        return DataRow(row, texts, frozenset(filled), label)

    def _same_employer(self, texts: Sequence[str], column: int) -> bool:
        """Whether an empty employer cell goes on with the row above: not where the row names another employer."""
        name = self._mapped.first("employer.name")
        if self._mapped.noun == "seekers" or not name or column == name:
            return True
        return not (name <= len(texts) and texts[name - 1].strip())

    def _no_data(self, own: Sequence[tuple[int, str]]) -> tuple[str, str] | None:
        telling = [(at, text.strip()) for at, text in own if at not in self._ignored]
        first = own[0][1].strip()
        if not telling and _NUMBER.search(first) is None and len(own) == 1 and first.isdigit():
            return "empty_numbered", "只有序号，没有内容"
        if len(own) > 1 and self._is_header(own):
            return "header_repeated", "重复的表头"
        start = next((text for _, text in own[:3] if self._total.match("".join(text.split()))), "")
        if start and not any(_NUMBER.search(text) and at in self._keys for at, text in own):
            return "total", f"“{start.strip()[:12]}”一行是合计，不是数据"
        if len(own) <= 3 and self._footer.match(first):
            return "footer", "表尾的签名或说明，不是数据"
        return self._lonely(own, telling)

    def _is_header(self, own: Sequence[tuple[int, str]]) -> bool:
        if plain(own[0][1]) not in self._first_headings:
            return False
        return frozenset(plain(text) for _, text in own) in self._headings

    def _lonely(self, own: Sequence[tuple[int, str]], telling: Sequence[tuple[int, str]]) -> tuple[str, str] | None:
        """A row with a single text: a group name, a remark, or a name without anything else."""
        if len(own) != 1:
            return None if telling else ("empty_numbered", "只有序号，没有内容")
        at, text = own[0][0], own[0][1].strip()
        if _NUMBER.search(text):
            return None if at in self._keys else ("footer", "单独一格的文字，不是数据")
        if len(text) > 15 or _SENTENCE.search(text) or _COUNT.match(text):
            return "footer", "表中的说明文字，不是数据"
        if text.endswith(tuple(self._marks["labels"])) or at not in self._keys:
            return "label", f"“{text}”是分组名"
        return None
