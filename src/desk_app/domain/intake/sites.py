"""A row of a list of projects becomes a project with its labour plan and the firms behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from desk_app.domain.changes import new_uid
from desk_app.domain.employers import Employer
from desk_app.domain.identity import is_practice_mobile
from desk_app.domain.intake.amounts import parse_headcount
from desk_app.domain.intake.body import DataRow
from desk_app.domain.intake.dates import parse_date
from desk_app.domain.intake.firms import CONTACT, EmployerCells, total_doubt
from desk_app.domain.intake.papers import parse_phones
from desk_app.domain.intake.reading import Reading, TableReader
from desk_app.domain.intake.rows import Draft, RowResult
from desk_app.domain.intake.words import plain
from desk_app.domain.projects import LabourNeed, Project

_PREFIX = "employer."


class ProjectReader(TableReader):
    """Reads the rows of one table of projects."""

    def read(self, row: DataRow) -> RowResult:
        """Read one data row."""
        reading = Reading(self.table.sheet.name, row.row)
        firm = EmployerCells(self, reading)
        builder, needs = "", []
        total: tuple[int, str] | None = None
        for at, target, heading, text in self.cells(row):
            if target.startswith(_PREFIX):
                firm.take(at, target, text, filled=at in row.filled)
            elif target == "builder":
                builder = "".join(text.split())
            elif target == "part":
                needs.append((heading.rpartition(" / ")[2], parse_headcount(text).number or 0))
            elif target == "headcount":
                total = at, text
                reading.values[target] = parse_headcount(text).number
            elif target:
                self._take(reading, at, target, text)
            else:
                self.keep(reading, at, heading, text)
        total_doubt(reading, total, [count for _, count in needs])
        name = reading.values.get("name", "")
        if not name:
            return self.finish(reading, None)
        values = {**reading.values, "remark": reading.remark()}
        values.setdefault("state", self._state(values))
        record = Project(uid="", source=self.file, extra=reading.extra, raw=reading.raw, **values)
        draft = Draft(
            sheet=reading.sheet,
            row=reading.row,
            record=record,
            employer=firm.employer(self.file),
            builder=Employer(uid="", name=builder, source=self.file) if builder else None,
            needs=tuple(LabourNeed(uid="", occupation=word, headcount=count) for word, count in needs if count),
            findings=tuple(reading.findings),
        )
        return self.finish(reading, draft)

    def _take(self, reading: Reading, at: int, target: str, text: str) -> None:
        if target in ("starts_on", "opens_on"):
            self._date(reading, at, target, text)
        elif target in ("kind", "state"):
            code = self.code(f"project_{target}", text)
            if code:
                reading.values[target] = code
            reading.raw[target] = text
        elif target == "phone":
            self._phone(reading, at, text)
        else:
            reading.values[target] = " ".join(text.split())

    def _date(self, reading: Reading, at: int, target: str, text: str) -> None:
        """A month stands for its first day where work begins, for its last where it is done; the words are kept."""
        found = parse_date(text, self.context.today)
        if found is None:
            reading.find(at, "date_impossible", f"日期“{text}”不存在或看不懂，请核对")
            return
        day = found.whole()
        if day is None:
            reading.raw[target] = text
            day = found.last() if target == "opens_on" else date(found.year, found.month or 1, 1)
        reading.values[target] = day

    def _phone(self, reading: Reading, at: int, text: str) -> None:
        found = parse_phones(text)
        if not self.context.practice and any(map(is_practice_mobile, found.numbers)):
            reading.find(at, "practice_data", "这是演练用的电话号码（154开头），正式机构里不能有")
            return
        if found.problem:
            reading.find(at, found.problem, "电话号码位数不对或已丢失几位，请核对")
        if found.numbers:
            reading.values["phone"] = "、".join(dict.fromkeys(found.numbers))
        if CONTACT.match(found.note):
            reading.values.setdefault("contact", found.note)
        elif found.note:
            reading.notes.append(f"电话栏注：{found.note}")

    def _state(self, values: Mapping[str, Any]) -> str:
        """What the days say where the list names no state."""
        today = self.context.today
        if (done := values.get("opens_on")) and done < today:
            return "running"
        return "building" if (start := values.get("starts_on")) and start <= today else "planned"


def merged_needs(
    known: Sequence[LabourNeed], new: Sequence[LabourNeed], project_uid: str
) -> tuple[tuple[LabourNeed | None, LabourNeed], ...]:
    """The rows of a labour plan that a newer list adds or changes, each with how it was; none is taken away."""
    by_trade = {plain(one.occupation): one for one in known}
    found: list[tuple[LabourNeed | None, LabourNeed]] = []
    for one in new:
        before = by_trade.get(plain(one.occupation))
        if before is None:
            found.append((None, replace(one, uid=new_uid(), project_uid=project_uid)))
        elif before.headcount != one.headcount:
            found.append((before, replace(before, headcount=one.headcount)))
    return tuple(found)
