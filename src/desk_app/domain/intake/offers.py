"""A row of a list of posts becomes a post with its employer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from desk_app.domain.employers import Employer
from desk_app.domain.intake.amounts import parse_ages, parse_headcount, parse_pay
from desk_app.domain.intake.body import DataRow
from desk_app.domain.intake.columns import Mapped
from desk_app.domain.intake.dates import parse_date
from desk_app.domain.intake.firms import EmployerCells
from desk_app.domain.intake.layout import Table
from desk_app.domain.intake.reading import Reading, TableReader, place_words
from desk_app.domain.intake.rows import Draft, IntakeContext, RowResult
from desk_app.domain.intake.words import IntakeWords, plain
from desk_app.domain.posts import Post
from desk_app.domain.wording import unlawful

_BRACKET = re.compile(r"[(（【\[]([^)）】\]]*)[)）】\]]")
_STARS = " \t\n★☆▲△●◆※*＊!！#。，,、"
_SPLIT = re.compile(r"[、,，;；\n]+")
_WHOLE = re.compile(r"\d+|[一二两三四五六七八九十]")
_NOT_AN_EMPLOYER = re.compile(
    r"[：:]|^(?:附件|元|人|万元)|(?:登记|汇总|岗位|一览|信息)表|信息$|计划$|清单|年度|\d{4}年"
)
_WANTED = re.compile(r"(?:招聘|招工|用工|急招|诚聘)\S*$")  # 金蝉服装厂招工表: the employer stands before it
_UNTIL = re.compile(r"[至到~～—–]+|-(?=\d{4})")
_PAY_PROBLEMS = {
    "pay_unclear": "工资“{}”看不出数额，请问清",
    "pay_reversed": "工资“{}”上下限写反了，请核对",
    "pay_low": "工资“{}”低得不合常理，可能少写了一位，请核对",
    "pay_high": "工资“{}”高得不合常理，可能多写了一位，请核对",
}
_HEADCOUNT_PROBLEMS = {
    "headcount_unclear": "招聘人数“{}”看不出是几人，请问清",
    "headcount_range": "招聘人数“{}”是一个范围，请问清是几人",
    "headcount_by_sex": "招聘人数“{}”按男女分开；总数已相加，性别名额不作条件，请与单位说明",
}


class PostReader(TableReader):
    """Reads the rows of one table of posts."""

    def __init__(self, table: Table, mapped: Mapped, context: IntakeContext, file: str) -> None:
        super().__init__(table, mapped, context, file)
        self._form = self._form_values()
        self._form_told = False  # what is wrong in the form is asked once, with the first post
        self._wording: dict[str, tuple[tuple[str, str], ...]] = {}

    def _form_values(self) -> dict[str, tuple[str, int, int]]:
        """Target: (value, row, column) from the form above the table, or from a title that is an employer's name."""
        headings = self.context.words.headings["posts"].same
        found: dict[str, tuple[str, int, int]] = {}
        for label, value in self.table.form.items():
            target = headings.get(label, "")
            if target.startswith("employer."):
                found.setdefault(target, value)
        name = found.get("employer.name", ("", 0, 0))[0]
        if name and "单位" in self.table.form and not self._is_employer(name):
            del found["employer.name"]
        for title in reversed(self.table.titles):
            if "employer.name" not in found and self._is_employer(title):
                found["employer.name"] = (_WANTED.sub("", title.strip()), 0, 0)
        return found

    def _is_employer(self, text: str) -> bool:
        bare = _WANTED.sub("", text.strip())
        endings = tuple(self.context.words.marks["employer_endings"])
        return 3 < len(bare) < 40 and bare.endswith(endings) and not _NOT_AN_EMPLOYER.search(text)

    def read(self, row: DataRow) -> RowResult:
        """Read one data row."""
        reading = Reading(self.table.sheet.name, row.row)
        cells = EmployerCells(self, reading)
        own_code = ""
        for at, target, heading, text in self.cells(row):
            if target.startswith("employer."):
                cells.take(at, target, text, filled=at in row.filled)
            elif target == "own_code":
                reading.extra[heading] = own_code = text
            elif target == "limits":
                self._limit(reading, at, heading, text)
            elif target:
                self._field(reading, at, target, heading, text)
            else:
                self.keep(reading, at, heading, text)
        employer = self._employer(reading, cells, row)
        self._missing(reading, employer)
        if not reading.values.get("title") and employer is None:
            return self.finish(reading, None)
        post = self._post(reading)
        draft = Draft(
            sheet=reading.sheet,
            row=reading.row,
            record=post,
            employer=employer,
            own_code=own_code,
            findings=tuple(reading.findings),
        )
        return self.finish(reading, draft)

    def _employer(self, reading: Reading, cells: EmployerCells, row: DataRow) -> Employer | None:
        for target, (value, above, at) in self._form.items():
            if target.removeprefix("employer.") not in cells.values:
                cells.take(at, target, value, filled=self._form_told, row=above)
        self._form_told = True
        if not cells.values.get("name") and self._is_employer(row.label):
            cells.values["name"] = row.label
        if "address" in cells.values and not self.mapped.first("place"):
            reading.values.setdefault("place", cells.values["address"])
        cells.values.pop("remark", None)
        return cells.employer(self.file)

    def _field(self, reading: Reading, at: int, target: str, heading: str, text: str) -> None:
        values = reading.values
        if target in _CELLS:
            _CELLS[target](self, reading, at, text)
        elif target == "pay_text":
            self._pay(reading, at, heading, text)
        elif target in ("shift", "kind", "state"):
            self._coded(reading, target, text)
        elif target in ("lodging", "bus", "insured", "nonprofit", "pay_list"):
            self._flag(reading, target, heading, text)
        elif target == "certificates":
            values[target] = tuple(filter(None, (part.strip() for part in _SPLIT.split(text))))
        elif target == "experience_years":
            found = _WHOLE.search(text) if "年" in text or text.isdigit() else None
            values[target] = int(found[0]) if found and found[0].isdigit() else None
            reading.raw[target] = text
        elif target in ("age_min", "age_max", "term_months", "weekly_hours", "labour_share"):
            values[target] = int(text) if text.isdigit() else None
        elif target in ("hazards", "target_groups"):
            reading.raw[target] = text
        else:
            kept = values.get(target, "")
            values[target] = f"{kept}；{text}" if kept and target == "requirements" else text
            if target in ("requirements", "duties"):
                self._scan(reading, at, text)

    def _title(self, reading: Reading, at: int, text: str) -> None:
        words = self.context.words.posts
        title = text.strip(_STARS)
        for bracket in _BRACKET.finditer(title):
            if any(bracket[1].strip() == note for note in words["notes"]):
                reading.notes.append(f"岗位名称栏注：{bracket[1].strip()}")
                title = title.replace(bracket[0], "")
        reading.values["title"] = "".join(title.split()) if not title.isascii() else title
        self._shift(reading, text)
        bare = _BRACKET.sub("", reading.values["title"])
        if self._is_two(bare):
            reading.find(at, "title_two", f"岗位名称“{bare}”像是两个岗位，请问清")
        self._scan(reading, at, text)

    def _is_two(self, title: str) -> bool:
        words = self.context.words.posts
        if any(word in title for word in words["one"]) or len(title) > 10:
            return False
        return any(len(part) > 1 for sign in words["two"] if sign in title[1:-1] for part in [title.partition(sign)[0]])

    def _headcount(self, reading: Reading, at: int, text: str) -> None:
        found = parse_headcount(text)
        reading.values["headcount"] = found.number
        if found.problem:
            reading.raw["headcount"] = text
            reading.find(at, found.problem, _HEADCOUNT_PROBLEMS[found.problem].format(text))

    def _pay(self, reading: Reading, at: int, heading: str, text: str) -> None:
        words = self.context.words
        found = parse_pay(text, heading, words.posts, words.pay)
        reading.values |= {"pay_text": text, "pay_min": found.low, "pay_max": found.high, "pay_unit": found.unit}
        if found.problem:
            reading.find(at, found.problem, _PAY_PROBLEMS[found.problem].format(text))
        self._welfare(reading, text)

    def _education(self, reading: Reading, at: int, text: str) -> None:
        found = self.education(text, wanted=True)
        if found is None:
            reading.find(at, "education_unclear", f"学历要求“{text[:20]}”看不出是哪一级，请核对")
        reading.values["education_min"] = found or ""
        if not found or self.context.codes["education"].label(found) != text:
            reading.raw["education_min"] = text

    def _valid(self, reading: Reading, at: int, text: str) -> None:
        if any(word in text for word in self.context.words.posts["until_full"]):
            reading.raw["valid_until"] = text
            return
        today = self.context.today
        parsed = parse_date(text, today) or parse_date(_UNTIL.split(text)[-1], today)
        if parsed is None:
            reading.find(at, "date_impossible", f"有效期“{text}”不存在或看不懂，请核对")
            reading.raw["valid_until"] = text
            return
        until = parsed.last()
        reading.values["valid_until"] = until
        if until < self.context.today:
            reading.find(at, "valid_past", f"有效期{until.isoformat()}已过，请问单位是否还招人")

    def _coded(self, reading: Reading, target: str, text: str) -> None:
        found = self.code({"shift": "shift", "kind": "post_kind", "state": "post_state"}[target], text)
        if target == "shift":
            found = found or place_words(text, self.context.words.posts["shifts"])
        if found and target != "state":
            reading.values[target] = found
        if target == "kind" and not found:
            reading.extra[self.table.heading(self.mapped.first("kind"))] = text
        else:
            reading.raw[target] = text

    def _flag(self, reading: Reading, target: str, heading: str, text: str) -> None:
        said = {"是": True, "有": True, "提供": True, "包": True, "否": False, "不提供": False, "不包": False}.get(text)
        reading.values[target] = said
        if said is None:
            self._welfare(reading, heading + text)
            reading.raw[target] = text

    def _limit(self, reading: Reading, at: int, heading: str, text: str) -> None:
        """An own column for age, sex, hukou …: an age range is kept, anything else that limits is asked about."""
        words = self.context.words
        reading.raw[heading] = text
        if plain(text) in words.posts["unrestricted"]:
            return
        if "年龄" in heading:
            low, high = parse_ages(text)
            reading.values |= {"age_min": low, "age_max": high}
            return
        ground = next((kind for word, kind in _LIMIT_GROUNDS if word in heading), "unlawful_other")
        if not re.search("不限|均可|无要求", text):
            reading.find(at, ground, f"“{heading}”写的“{text[:20]}”不得作为招聘条件，请与单位说明")

    def _scan(self, reading: Reading, at: int, text: str) -> None:
        """Look for what the law forbids as a condition, and for what the matching needs, in a free text."""
        for kind, words in self._unlawful(text):
            reading.find(at, kind, f"“{words}”不得作为招聘条件，原文已保留，请与单位说明")
        low, high = parse_ages(text) if "岁" in text else (None, None)
        if (low or high) and not (reading.values.get("age_min") or reading.values.get("age_max")):
            reading.values |= {"age_min": low, "age_max": high}
        self._shift(reading, text)
        self._welfare(reading, text)
        lists = self.context.words.posts["hazards"]
        found = {code for code, words in lists.items() if any(word in text for word in words)}
        if found:
            reading.values["hazards"] = tuple(sorted({*reading.values.get("hazards", ()), *found}))

    def _unlawful(self, text: str) -> tuple[tuple[str, str], ...]:
        known = self._wording.get(text)
        if known is None:
            known = self._wording[text] = asked_about(text, self.context.words)
        return known

    def _shift(self, reading: Reading, text: str) -> None:
        if not reading.values.get("shift"):
            found = place_words(text, self.context.words.posts["shifts"])
            if found:
                reading.values["shift"] = found

    def _welfare(self, reading: Reading, text: str) -> None:
        words = self.context.words.posts
        if any(word in text for word in words["no_lodging"]):
            reading.values["lodging"] = False
        elif any(word in text for word in words["lodging"]):
            reading.values["lodging"] = True
        if any(word in text for word in words["bus"]):
            reading.values["bus"] = True

    def _missing(self, reading: Reading, employer: Employer | None) -> None:
        if employer is None:
            at = self.mapped.first("employer.name")
            reading.find(at, "employer_missing", "看不出是哪个单位的岗位，请补全单位名称")
        if not reading.values.get("title"):
            reading.find(self.mapped.first("title"), "title_missing", "没有岗位名称，请补全")
        place = self.mapped.first("place")
        if place and not reading.values.get("place"):
            reading.find(place, "place_missing", "没有工作地点，请问清")
        level = self.context.places.level(str(reading.values.get("place", "")))
        if level:
            reading.values["place_level"] = level

    def _post(self, reading: Reading) -> Post:
        values: dict[str, Any] = {name: value for name, value in reading.values.items() if name in _POST_FIELDS}
        self._welfare(reading, str(values.get("welfare", "")))
        values |= {name: reading.values[name] for name in ("lodging", "bus") if name in reading.values}
        values |= {"remark": reading.remark(), "source": self.file}
        return Post(uid="", **values, extra=reading.extra, raw=reading.raw)


_CELLS: Mapping[str, Callable[[PostReader, Reading, int, str], None]] = {
    "title": PostReader._title,
    "headcount": PostReader._headcount,
    "education_min": PostReader._education,
    "valid_until": PostReader._valid,
}
_POST_FIELDS = frozenset(Post.__dataclass_fields__) - {"uid", "extra", "raw", "remark", "source"}
_LIMIT_GROUNDS = (
    ("性别", "unlawful_sex"),
    ("婚", "unlawful_marriage"),
    ("户", "unlawful_hukou"),
    ("民族", "unlawful_ethnicity"),
)


def asked_about(text: str, words: IntakeWords) -> tuple[tuple[str, str], ...]:
    """(kind of finding, the words) for each ground on which a text limits unlawfully and an import asks about it."""
    found: dict[str, str] = {}
    for one in unlawful(text, words.unlawful):
        if one.ground.question:
            found.setdefault(one.ground.question, one.words)
    return tuple(found.items())
