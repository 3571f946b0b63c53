"""A row of a list of people becomes a job seeker with group memberships."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from desk_app.domain.fields import Kind
from desk_app.domain.forms.registry import form_fields
from desk_app.domain.identity import is_practice_mobile, is_under
from desk_app.domain.intake.amounts import chinese_whole
from desk_app.domain.intake.body import DataRow
from desk_app.domain.intake.columns import Mapped
from desk_app.domain.intake.dates import PartialDate, parse_date
from desk_app.domain.intake.kinds import KINDS
from desk_app.domain.intake.layout import Table
from desk_app.domain.intake.ledgers import Cell, filled, target_of_form
from desk_app.domain.intake.names import parse_name
from desk_app.domain.intake.papers import PersonNumber, is_lossy, parse_person_number, parse_phones
from desk_app.domain.intake.reading import FLAGS, Reading, TableReader
from desk_app.domain.intake.rows import Draft, IntakeContext, RowResult
from desk_app.domain.intake.sheet import NUMBER
from desk_app.domain.intake.villages import Villages, village_group
from desk_app.domain.intake.words import plain
from desk_app.domain.matching.walls import FLOOR
from desk_app.domain.seekers import Membership, Seeker

_SPLIT = re.compile(r"[、,，;；/／|\n]+")
_WHOLE = re.compile(r"\d+(?:\.\d+)?")
_YES_OR_NO = {"是": True, "需要": True, "要": True, "否": False, "不需要": False, "不要": False}
_OF_VILLAGES = "RURAL"  # what a village helper's list holds that names no group but village groups
_SELF = ("本人", "户主", "申请人", "自己")
_CODED = {
    "ethnicity": "ethnicity",
    "politics": "politics",
    "hukou_type": "hukou",
    "state": "seeker_state",
    "skill_level": "skill_level",
    "furthest_place": "place",
}
_TEXTS = ("school", "major", "hukou_address", "residence_address", "care_duty")
_LISTS = ("job_wishes", "certificates", "refused_jobs")


TOO_YOUNG = "本人未满十六周岁，不能登记为求职人员；请核对出生日期"
"""What is said of a row about somebody under 16: no answer of a clerk lets it in (禁止使用童工规定 art. 2, 4)."""


class PeopleReader(TableReader):
    """Reads the rows of one table of people."""

    def __init__(self, table: Table, mapped: Mapped, context: IntakeContext, file: str) -> None:
        super().__init__(table, mapped, context, file)
        self._villages = Villages(context.villages, context.words.village_endings)
        dates = tuple(context.words.marks["dates"])
        self.dated |= {at for at, target, heading in self.columns if "." in target and any(w in heading for w in dates)}
        brought = {at: target_of_form(target, heading) for at, target, heading in self.columns}
        self._of_form = {at: target for at, target in brought.items() if target}
        self._group = self._group_of_file()
        self._village_told = self._village_of_file()
        self._id_column = mapped.first("id_no")
        self._name_column = mapped.first("name")
        typed_as_text = (row for row in table.body if table.sheet.kind(row, self._id_column) != NUMBER)
        self._lossy = is_lossy(table.sheet.cell(row, self._id_column) for row in typed_as_text)

    def _may_be_no(self, column: int, text: str) -> bool:
        field = form_fields().get(self.mapped.targets[column])
        return super()._may_be_no(column, text) or (field is not None and field.kind is Kind.FLAG and text in FLAGS)

    def _group_of_file(self) -> str:
        """The group that title, sheet name or file name tell, in this order."""
        for text in (" ".join(self.table.titles), self.table.sheet.name, self.file):
            for group in self.context.words.groups:
                if any(word in plain(text) for word in group.words):
                    return group.code
        return _OF_VILLAGES if self.mapped.first("village_group") and not self.mapped.first("group") else ""

    def _village_of_file(self) -> str:
        """The village whose list this is, where no column tells: from title, sheet name or file name."""
        if self.mapped.first("village") or not self.context.villages:
            return ""
        texts = (*self.table.titles, self.table.sheet.name, self.file.rpartition(".")[0])
        return next(filter(None, (self._villages.in_address(text).village for text in texts)), "")

    def read(self, row: DataRow) -> RowResult:
        """Read one data row."""
        reading = Reading(self.table.sheet.name, row.row)
        groups: list[tuple[str, str]] = []
        cells: list[Cell] = []
        for at, target, heading, text in self.cells(row):
            of_form = self._of_form.get(at, "")
            if of_form:
                cells.append(Cell(at, of_form, heading, text))
            if target == "id_no":
                self._number(reading, at, text)
            elif of_form and target == of_form:
                continue
            elif target in ("", "head"):
                self.keep(reading, at, heading, text)
            elif target == "group":
                groups += self._groups(reading, heading, text)
            elif target == "relation":
                reading.extra[heading] = reading.values["relation"] = text
            else:
                self._field(reading, at, target, text)
        if not reading.values.get("name") and not reading.values.get("id_no") and not reading.findings:
            return self.finish(reading, None)
        self._after(reading, row)
        return self.finish(reading, self._draft(reading, groups, cells))

    def _field(self, reading: Reading, at: int, target: str, text: str) -> None:
        values = reading.values
        if target in _CELLS:
            _CELLS[target](self, reading, at, text)
        elif target in ("mobile", "second_phone"):
            self._phone(reading, at, target, text)
        elif target in _CODED:
            self._coded(reading, target, _CODED[target], text)
        elif target == "sex":
            values["sex"] = self.code("sex", text)
        elif target in ("graduated_on", "registered_on"):
            self._date(reading, at, target, text)
        elif target == "village_group":
            values["village_group"] = village_group(text)
        elif target in _LISTS:
            found = (part.strip() for part in _SPLIT.split(text))
            values[target] = tuple(dict.fromkeys((*values.get(target, ()), *filter(None, found))))
        elif target in ("expected_pay", "experience_years"):
            self._whole(reading, target, text)
        elif target == "needs_lodging":
            values[target] = _YES_OR_NO.get(text)
        elif target == "cannot":
            codes = (self.code("cannot", part.strip()) for part in _SPLIT.split(text))
            values["cannot"] = tuple(dict.fromkeys(filter(None, codes)))
            reading.raw["cannot"] = text
        else:
            values[target] = " ".join(text.split()) if target in _TEXTS else text

    def _name(self, reading: Reading, at: int, text: str) -> None:
        found = parse_name(text, self.context.words)
        reading.values["name"] = found.name
        if found.former:
            reading.values["former_name"] = found.former
        if found.note:
            reading.notes.append(f"姓名栏注：{found.note}")
        if found.problem == "person_dead":
            reading.find(at, "person_dead", f"姓名栏注明“{found.note}”，请核实此人情况")
        elif found.problem == "name_traditional":
            reading.find(at, "name_traditional", f"姓名“{found.name}”写的是繁体字，请确认证件上的写法")
        elif found.problem == "name_unclear":
            reading.find(at, "name_unclear", f"姓名“{found.name}”不完整或不止一个人，请核对")

    def _number(self, reading: Reading, at: int, text: str) -> None:
        context = self.context
        found = parse_person_number(
            text,
            self.table.sheet.kind(reading.row, at),
            context.today,
            practice=context.practice,
            lossy=self._lossy,
        )
        reading.values["number"] = found
        if found.problem:
            reading.find(at, found.problem, found.why)
            if KINDS[found.problem].status == "question":
                reading.raw["id_no"] = text  # what the clerk asks about; numbers that lost digits are not kept
            return
        reading.values |= {"id_no": found.number, "id_doc_type": found.document}

    def _phone(self, reading: Reading, at: int, target: str, text: str) -> None:
        found = parse_phones(text)
        if found.note:
            reading.notes.append(f"电话栏注：{found.note}")
        if found.problem == "phone_short":
            reading.find(at, "phone_short", "电话号码位数不对，请核对")
        elif found.problem:
            reading.find(at, found.problem, "电话号码成了科学计数，后几位已丢失，请核对")
        if not self.context.practice and any(map(is_practice_mobile, found.numbers)):
            reading.find(at, "practice_data", "这是演练用的电话号码（154开头），正式机构里不能有")
            return
        others = list(found.numbers)
        if target == "mobile" and others:
            reading.values["mobile"] = others.pop(0)
        kept = reading.values.get("second_phone", "")
        numbers = dict.fromkeys(filter(None, (*kept.split("、"), *others)))
        if numbers:
            reading.values["second_phone"] = "、".join(numbers)

    def _coded(self, reading: Reading, target: str, codes: str, text: str) -> None:
        found = self.code(codes, text)
        if found:
            reading.values[target] = found
        if not found or self.context.codes[codes].label(found) != text:
            reading.raw[target] = text

    def _birth(self, reading: Reading, at: int, text: str) -> None:
        parsed = parse_date(text, self.context.today)
        if parsed is None:
            reading.find(at, "date_impossible", f"出生日期“{text}”不存在或看不懂，请核对")
            return
        reading.values["birth"] = parsed
        reading.values["birth_column"] = at
        if not parsed.day:
            reading.raw["birth_date"] = text

    def _education(self, reading: Reading, at: int, text: str) -> None:
        found = self.education(text, wanted=False)
        if found is None:
            reading.find(at, "education_unclear", f"文化程度“{text}”看不出是哪一级，请核对")
        elif found:
            reading.values["education"] = found
        if not found or self.context.codes["education"].label(found) != text:
            reading.raw["education"] = text

    def _date(self, reading: Reading, at: int, target: str, text: str) -> None:
        parsed = parse_date(text, self.context.today)
        if parsed is None:
            heading = self.table.heading(at)
            reading.find(at, "date_impossible", f"“{heading}”写的“{text}”不存在或看不懂，请核对")
            reading.raw[target] = text
        elif target == "graduated_on":
            reading.values[target] = parsed.iso()[:7] if parsed.month else ""
        else:
            reading.values[target] = parsed.whole()
        if parsed and not (parsed.day or (parsed.month and target == "graduated_on")):
            reading.raw[target] = text

    def _village(self, reading: Reading, at: int, text: str) -> None:
        place = self._villages.find(text)
        reading.values["village"] = place.village
        if place.group:
            reading.values.setdefault("village_group", place.group)
        if place.near:
            reading.find(at, "village_unclear", f"村名“{text}”与“{place.near}”相近，请确认")
        if plain(text) != place.village:
            reading.raw["village"] = text

    def _whole(self, reading: Reading, target: str, text: str) -> None:
        found = _WHOLE.search(text.replace(",", ""))
        factor = 1000 if "k" in text.lower() or "千" in text else 10_000 if "万" in text else 1
        if found:
            reading.values[target] = round(float(found.group()) * factor)
        elif chinese_whole(text.rstrip("年元")):
            reading.values[target] = chinese_whole(text.rstrip("年元"))
        if text != str(reading.values.get(target, "")):
            reading.raw[target] = text

    def _after(self, reading: Reading, row: DataRow) -> None:
        """What only the whole row shows: missing number, contradictions, the village from address or group name."""
        values = reading.values
        if "number" not in values:
            cause = "这一行没有证件号码，请补全" if self._id_column else "名单没有证件号码一栏，请补全号码"
            reading.find(self._id_column or self._name_column, "id_missing", cause)
        if not values.get("name") and not any(one.kind == "name_unclear" for one in reading.findings):
            reading.find(self._name_column, "name_missing", "这一行没有姓名，请补全")
        self._against_number(reading, values.get("number"))
        born = values.get("birth_date")
        if born and is_under(born, FLOOR, self.context.today):
            at = self._id_column if "id_no" in values else values["birth_column"]
            reading.find(at, "under_16", TOO_YOUNG)
        if not values.get("village"):
            for text in (values.get("hukou_address", ""), values.get("residence_address", ""), row.label):
                place = self._villages.in_address(text) if text else None
                if place and place.village:
                    values["village"] = place.village
                    if place.group:
                        values.setdefault("village_group", place.group)
                    break
            else:
                values["village"] = self._village_told

    def _against_number(self, reading: Reading, number: PersonNumber | None) -> None:
        values = reading.values
        identified = number.identified if number else None
        birth: PartialDate | None = values.get("birth")
        if identified and identified.sex and identified.verdict != "invalid":
            if values.get("sex") and values["sex"] != identified.sex:
                at = self.mapped.first("sex")
                reading.find(at, "sex_contradicts", "性别与身份证号不符，请核对证件")
            values.setdefault("sex", identified.sex)
            values["sex"] = values["sex"] or identified.sex
            born = identified.birth_date
            if born and birth and not birth.agrees(born):
                reading.find(values["birth_column"], "birth_contradicts", "出生日期与身份证号不符，请核对证件")
            values["birth_date"] = born
        elif birth:
            values["birth_date"] = birth.whole()

    def _groups(self, reading: Reading, heading: str, text: str) -> list[tuple[str, str]]:
        """(group code, the list's word) for each group a cell names; the cell itself is kept too."""
        reading.extra[heading] = text
        found = []
        for part in filter(None, (part.strip() for part in _SPLIT.split(text))):
            code = self.code("group", part)
            under = plain(heading)
            for category in self.context.words.categories:
                if code:
                    break
                if category.only_under and not any(word in under for word in category.only_under):
                    continue
                if any(word in part for word in category.words):
                    code = category.code
            if code:
                found.append((code, part))
        return found

    def _forms(self, reading: Reading, groups: list[tuple[str, str]], cells: list[Cell]) -> tuple[Any, ...]:
        """The forms that the row fills; cells that belong to none are kept like any column."""
        found = filled(cells, (code for code, _ in groups), self.code, self.context)
        for cell in found.left:
            if self.mapped.targets.get(cell.column) == cell.target:
                self.keep(reading, cell.column, cell.heading, cell.text)
        for cell in found.impossible:
            cause = f"“{cell.heading}”写的“{cell.text}”不是一个存在的日期，请核对"
            reading.find(cell.column, "date_impossible", cause)
        return found.forms

    def _draft(self, reading: Reading, groups: list[tuple[str, str]], cells: list[Cell]) -> Draft:
        values: dict[str, Any] = reading.values
        relation = str(values.get("relation", ""))
        applicant_list = self._group in ("HARD", "ZEROFAM")
        is_family = applicant_list and bool(relation) and not any(word in relation for word in _SELF)
        if self._group and not is_family and not any(code == self._group for code, _ in groups):
            groups = [(self._group, ""), *groups]
        forms = () if is_family else self._forms(reading, groups, cells)
        fields = {name: values[name] for name in _SEEKER_FIELDS if name in values}
        seeker = Seeker(
            uid="",
            **{**fields, "remark": reading.remark(), "source": self.file},
            extra=reading.extra,
            raw=reading.raw,
        )
        return Draft(
            sheet=reading.sheet,
            row=reading.row,
            record=seeker,
            memberships=tuple(
                Membership(uid="", group=code, sub_type=word, evidence=self.file)
                for code, word in dict(reversed(groups)).items()
            ),
            forms=forms,
            findings=tuple(reading.findings),
        )


_CELLS: Mapping[str, Callable[[PeopleReader, Reading, int, str], None]] = {
    "name": PeopleReader._name,
    "birth_date": PeopleReader._birth,
    "education": PeopleReader._education,
    "village": PeopleReader._village,
}
_SEEKER_FIELDS = frozenset(Seeker.__dataclass_fields__) - {"uid", "extra", "raw", "remark", "source"}
