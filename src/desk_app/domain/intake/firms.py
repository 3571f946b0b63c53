"""A row of a list of employers becomes an employer; the employer's cells in a row of posts do too."""

from __future__ import annotations

import re
from typing import Any

from desk_app.domain.employers import Employer
from desk_app.domain.fields import Field, Kind, fields_of
from desk_app.domain.identity import is_practice_mobile
from desk_app.domain.intake.amounts import parse_headcount
from desk_app.domain.intake.body import DataRow
from desk_app.domain.intake.dates import parse_date
from desk_app.domain.intake.papers import parse_credit_code, parse_phones
from desk_app.domain.intake.reading import Reading, TableReader
from desk_app.domain.intake.rows import Draft, RowResult

_PREFIX = "employer."
_SEPARATORS = re.compile(r"[、,，;；\s/]+")
_SAID = {"是": True, "有": True, "愿意": True, "否": False, "无": False, "不愿意": False}
CONTACT = re.compile(r"^[\u4e00-\u9fff]{2,5}$")


class EmployerCells:
    """The employer part of one row; `values` are attributes of an Employer."""

    def __init__(self, reader: TableReader, reading: Reading) -> None:
        self._reader, self._reading = reader, reading
        self.values: dict[str, Any] = {}
        self._raw: dict[str, str] = {}

    def take(self, at: int, target: str, text: str, *, filled: bool, row: int = 0) -> None:
        """Read one cell, of this row or of the form above; a repeated one (`filled`) is asked about only once."""
        row = row or self._reading.row
        name = target.removeprefix(_PREFIX)
        if name == "name":
            self.values["name"] = "".join(text.split()) if not text.isascii() else " ".join(text.split())
        elif name == "credit_code":
            self._code(row, at, text, filled=filled)
        elif name == "phone":
            self._phone(row, at, text, filled=filled)
        elif name == "registered_on":
            self._date(row, at, text)
        else:
            self._other(name, text)

    def _other(self, name: str, text: str) -> None:
        """A field by its kind; what cannot be read stays as it came, beside the empty field."""
        words = " ".join(text.split())
        value = self._value(fields_of(Employer)[name], words)
        if value in (None, "", ()):
            self._raw[name] = words
        else:
            self.values[name] = value

    def _value(self, field: Field, words: str) -> Any:
        match field.kind:
            case Kind.CODE:
                return self._reader.code(field.codes, words)
            case Kind.CODES:
                found = tuple(self._reader.code(field.codes, part) for part in _SEPARATORS.split(words) if part)
                return found if all(found) else ()
            case Kind.WHOLE:
                return parse_headcount(words).number
            case Kind.FLAG:
                return _SAID.get(words)
            case Kind.DATE:
                parsed = parse_date(words, self._reader.context.today)
                return parsed.whole() if parsed else None
            case _:
                return words

    def _code(self, row: int, at: int, text: str, *, filled: bool) -> None:
        sheet = self._reader.table.sheet
        typed = sheet.kind(row, at)
        found = parse_credit_code(text, typed, practice=self._reader.context.practice)
        if found.code:
            self.values["credit_code"] = found.code
        if found.old:
            self.values["old_register_no"] = found.old
        if found.problem and not (filled and found.problem != "practice_data"):
            self._reading.find(at, found.problem, found.why, row)

    def _phone(self, row: int, at: int, text: str, *, filled: bool) -> None:
        found = parse_phones(text)
        practice = self._reader.context.practice
        if not practice and any(map(is_practice_mobile, found.numbers)):
            self._reading.find(at, "practice_data", "这是演练用的电话号码（154开头），正式机构里不能有", row)
            return
        if found.problem and not filled:
            self._reading.find(at, found.problem, "电话号码位数不对或已丢失几位，请核对", row)
        if found.numbers:
            self.values["phone"] = "、".join(dict.fromkeys(found.numbers))
        if CONTACT.match(found.note):
            self.values.setdefault("contact", found.note)
        elif found.note:
            self._reading.notes.append(f"电话栏注：{found.note}")

    def _date(self, row: int, at: int, text: str) -> None:
        parsed = parse_date(text, self._reader.context.today)
        if parsed is None:
            self._reading.find(at, "date_impossible", f"日期“{text}”不存在或看不懂，请核对", row)
        else:
            self.values["registered_on"] = parsed.whole()

    def employer(self, source: str, **more: Any) -> Employer | None:
        """The employer, None without a name."""
        if not self.values.get("name"):
            return None
        return Employer(uid="", source=source, **{**self.values, "raw": self._raw, **more})


class FirmReader(TableReader):
    """Reads the rows of one table of employers."""

    def read(self, row: DataRow) -> RowResult:
        """Read one data row."""
        reading = Reading(self.table.sheet.name, row.row)
        cells = EmployerCells(self, reading)
        parts: list[int] = []
        total: tuple[int, str] | None = None
        for at, target, heading, text in self.cells(row):
            if target in ("total", "part"):
                reading.extra[heading] = text
                number = parse_headcount(text).number
                if target == "part":
                    parts.append(number or 0)
                else:
                    total = at, text
            elif target.startswith(_PREFIX):
                cells.take(at, target, text, filled=at in row.filled)
            else:
                self.keep(reading, at, heading, text)
        self._missing(reading, cells)
        total_doubt(reading, total, parts)
        employer = cells.employer(self.file, extra=reading.extra, remark=self._remark(reading, cells))
        if employer is None:
            return self.finish(reading, None)
        draft = Draft(sheet=reading.sheet, row=reading.row, record=employer, findings=tuple(reading.findings))
        return self.finish(reading, draft)

    def _missing(self, reading: Reading, cells: EmployerCells) -> None:
        at = self.mapped.first("employer.credit_code")
        known = {"credit_code", "old_register_no"} & cells.values.keys()
        if at and not known and not any(one.kind.startswith(("code_", "practice")) for one in reading.findings):
            reading.find(at, "code_missing", "没有统一社会信用代码，请补全")

    @staticmethod
    def _remark(reading: Reading, cells: EmployerCells) -> str:
        remark = str(cells.values.pop("remark", ""))
        return "；".join(dict.fromkeys(filter(None, (remark, *reading.notes))))


def total_doubt(reading: Reading, total: tuple[int, str] | None, parts: list[int]) -> None:
    """Ask where the numbers by trade do not add up to the whole number of people wanted, or that is no number."""
    if total is None:
        return
    at, text = total
    number = parse_headcount(text).number
    if number is None:
        reading.find(at, "headcount_unclear", f"用工总人数写的是“{text}”，请问清人数")
    elif parts and sum(parts) != number:
        reading.find(at, "headcount_mismatch", f"用工总人数{number}，分工种之和{sum(parts)}，请核对")
