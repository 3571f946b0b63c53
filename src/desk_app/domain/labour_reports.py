"""重点企业用工监测 (labour monitoring): who came, who left and who is lacking, firm by firm and period by period.

Fields as real instruments ask them (domain.md §2.8). 期末在岗 must be 期初 + 新招 − 流失.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Annotated, Any

from desk_app.domain.changes import new_uid
from desk_app.domain.codes import CodeLists
from desk_app.domain.employer_rules import EmployerRules
from desk_app.domain.entry import Misread, read_all
from desk_app.domain.fields import Extra, Field, Raw, Uid, code, data, day, fields_of, link, text, texts, whole

_QUARTER, _MONTH = re.compile(r"(\d{4})Q([1-4])"), re.compile(r"(\d{4})-(\d{2})")
LEFT = ("left_resigned", "left_dismissed", "left_expired", "left_retired", "left_other")
"""流失, by kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabourReport:
    """用工监测表: one firm in one period. One for each."""

    uid: Uid
    employer_uid: Annotated[str, link("用人单位", "employers")] = ""
    period: Annotated[str, text("期别", needed=True)] = ""  # 2026Q3 or 2026-11
    start_staff: Annotated[int | None, whole("期初在岗人数", "期初岗位", needed=True)] = None
    hired: Annotated[int | None, whole("新招人数", "新增人数", needed=True)] = None
    left_resigned: Annotated[int | None, whole("流失：辞职")] = None
    left_dismissed: Annotated[int | None, whole("流失：辞退")] = None
    left_expired: Annotated[int | None, whole("流失：合同到期")] = None
    left_retired: Annotated[int | None, whole("流失：退休")] = None
    left_other: Annotated[int | None, whole("流失：其他")] = None
    end_staff: Annotated[int | None, whole("期末在岗人数", "期末岗位", needed=True)] = None
    change_reason: Annotated[str, text("增减的主要原因")] = ""
    operation: Annotated[str, code("生产经营", "operation")] = ""
    expected_hires: Annotated[int | None, whole("预计下期招用")] = None
    expected_cuts: Annotated[int | None, whole("预计下期减少")] = None
    average_pay: Annotated[int | None, whole("平均月薪（元）")] = None
    entry_pay: Annotated[int | None, whole("新招普工起薪（元/月）")] = None
    insured: Annotated[int | None, whole("社保参保人数")] = None
    shortages: Annotated[tuple[Mapping[str, Any], ...], data("缺工")] = ()
    difficulties: Annotated[str, text("困难与诉求")] = ""
    told_by: Annotated[str, text("填报人")] = ""
    reported_on: Annotated[date | None, day("填报日期")] = None
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)

    @property
    def left(self) -> int:
        """流失: everybody who left."""
        return sum(getattr(self, name) or 0 for name in LEFT)

    @property
    def lacking(self) -> int:
        """缺工: people the firm looks for."""
        return sum(int(one.get("number", 0)) for one in self.shortages)


SHORTAGES = "shortage_words"
FIELDS: Mapping[str, Field] = {
    **fields_of(LabourReport),
    SHORTAGES: replace(texts("缺工（工种 人数 学历 技能）"), name=SHORTAGES),
}
"""The fields of the form: the report's own, and its shortages as they are typed: 缝纫工 10、电工 2 高中 电工证."""


# Periods


def period_of(on: date, months: int) -> str:
    """The period in which a day lies: 2026-11 where reports come monthly, else its quarter 2026Q4."""
    return f"{on:%Y-%m}" if months == 1 else f"{on.year}Q{(on.month + 2) // 3}"


def current(today: date, rules: EmployerRules) -> str:
    """The period that is reported now: the last one that has ended."""
    return before(period_of(today, rules.report_months))


def before(period: str) -> str:
    """The period before a period."""
    return period_of(_bounds(period)[0] - timedelta(days=1), _months(period))


def after(period: str) -> str:
    """The period after a period."""
    return period_of(_bounds(period)[1] + timedelta(days=1), _months(period))


def ends_on(period: str) -> date:
    """The last day of a period."""
    return _bounds(period)[1]


def period_due(period: str, rules: EmployerRules) -> date:
    """Until when a period is reported."""
    return ends_on(period) + timedelta(days=rules.report_due_days)


def period_words(period: str) -> str:
    """2026年第4季度, 2026年11月; what is no period as it is."""
    if found := _QUARTER.fullmatch(period):
        return f"{found[1]}年第{found[2]}季度"
    if found := _MONTH.fullmatch(period):
        return f"{found[1]}年{int(found[2])}月"
    return period


def _months(period: str) -> int:
    return 3 if "Q" in period else 1


def _bounds(period: str) -> tuple[date, date]:
    """First and last day."""
    found = _QUARTER.fullmatch(period)
    if found:
        year, first = int(found[1]), int(found[2]) * 3 - 2
    else:
        year, first = int(period[:4]), int(period[5:7])
    last = first + _months(period)
    end = date(year + 1, 1, 1) if last > 12 else date(year, last, 1)
    return date(year, first, 1), end - timedelta(days=1)


# Entering


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """The report as entered; `errors` by field forbid to keep it, `doubts` are only shown."""

    report: LabourReport
    errors: Mapping[str, str]
    doubts: tuple[str, ...]


def next_report(employer_uid: str, period: str, last: LabourReport | None, today: date) -> LabourReport:
    """The firm's report of a period, begun from its last one: who was there at the end is there at the start."""
    if last is None:
        return LabourReport(uid=new_uid(), employer_uid=employer_uid, period=period, reported_on=today)
    return LabourReport(
        uid=new_uid(),
        employer_uid=employer_uid,
        period=period,
        start_staff=last.end_staff,
        average_pay=last.average_pay,
        entry_pay=last.entry_pay,
        insured=last.insured,
        operation=last.operation,
        shortages=last.shortages,
        told_by=last.told_by,
        reported_on=today,
    )


def reported(
    start: LabourReport, typed: Mapping[str, str], codes: CodeLists, today: date, last: LabourReport | None
) -> Reported:
    """The report with what was typed; all errors at once. An end that was not typed is reckoned."""
    own = {name: words for name, words in typed.items() if name != SHORTAGES}
    values, errors = read_all(FIELDS, own, codes, today)
    try:
        if SHORTAGES in typed:
            values["shortages"] = read_shortages(typed[SHORTAGES], codes)
    except Misread as error:
        errors[SHORTAGES] = str(error)
    report = replace(start, **values)
    if "end_staff" not in typed and ("end_staff" not in errors) and _counted(report) is not None:
        report = replace(report, end_staff=_counted(report))
    errors |= {name: words for name, words in _wrong(report).items() if name not in errors}
    return Reported(report=report, errors=errors, doubts=_doubts(report, last))


def _counted(report: LabourReport) -> int | None:
    """期初 + 新招 − 流失; None where the first two are not known."""
    if report.start_staff is None or report.hired is None:
        return None
    return report.start_staff + report.hired - report.left


def balance_trouble(report: LabourReport) -> str:
    """What is wrong with the sum, as a sentence; "" if nothing is or too little is known."""
    counted = _counted(report)
    if counted is None:
        return ""
    sum_words = f"期初 {report.start_staff} + 新招 {report.hired} − 流失 {report.left} = {counted}"
    if counted < 0:
        return f"流失的人比期初和新招加起来还多：{sum_words}，请核对。"
    if report.end_staff is not None and report.end_staff != counted:
        return f"期末在岗写的是 {report.end_staff}，但{sum_words}，请核对。"
    return ""


def _wrong(report: LabourReport) -> dict[str, str]:
    words = {"start_staff": "请填期初在岗人数。", "hired": "请填新招人数，没有的填 0。"}
    errors = {name: sentence for name, sentence in words.items() if getattr(report, name) in (None, "")}
    if not errors and (trouble := balance_trouble(report)):
        errors["end_staff"] = trouble
    return errors


def _doubts(report: LabourReport, last: LabourReport | None) -> tuple[str, ...]:
    """What looks odd and may be true all the same."""
    found = []
    if last and last.end_staff is not None and report.start_staff not in (None, last.end_staff):
        found.append(
            f"期初在岗 {report.start_staff} 与{period_words(last.period)}期末 {last.end_staff} 不同，请问清原因。"
        )
    if report.insured is not None and report.end_staff is not None and report.insured > report.end_staff:
        found.append(f"参保 {report.insured} 人比期末在岗 {report.end_staff} 人多，请核对。")
    return tuple(found)


# Shortages


def read_shortages(typed: str, codes: CodeLists) -> tuple[dict[str, Any], ...]:
    """缝纫工 10、电工 2 高中 电工证: one row for each kind of work. Raises Misread in words."""
    found = []
    for part in re.split(r"[、,，;；\n]+", unicodedata.normalize("NFKC", typed)):
        if not part.strip():
            continue
        words = re.fullmatch(r"\s*(\D+?)\s*(\d+)\s*[人名个]?\s*(.*)", part)
        if words is None:
            raise Misread(f"缺工“{part.strip()}”看不出人数。可以这样填：缝纫工 10、电工 2 高中 电工证。")
        row: dict[str, Any] = {"occupation": words[1].strip(), "number": int(words[2])}
        for word in words[3].split():
            level = codes["education"].find(word)
            if level and "education" not in row:
                row["education"] = level.code
            else:
                row["skill"] = " ".join(filter(None, (row.get("skill", ""), word)))
        found.append(row)
    return tuple(found)


def shortage_words(shortages: Iterable[Mapping[str, Any]], codes: CodeLists) -> str:
    """The rows as they are typed and read."""
    return "、".join(
        " ".join(
            filter(
                None,
                (
                    str(one.get("occupation", "")),
                    str(one.get("number", "")),
                    codes["education"].label(one["education"]) if one.get("education") else "",
                    str(one.get("skill", "")),
                ),
            )
        )
        for one in shortages
    )


def by_occupation(reports: Iterable[LabourReport]) -> tuple[tuple[str, int, int], ...]:
    """Who is lacking over all firms: occupation, people, firms; most people first."""
    people: dict[str, int] = {}
    firms: dict[str, set[str]] = {}
    for report in reports:
        for one in report.shortages:
            name = str(one.get("occupation", ""))
            people[name] = people.get(name, 0) + int(one.get("number", 0))
            firms.setdefault(name, set()).add(report.employer_uid)
    return tuple(sorted(((name, number, len(firms[name])) for name, number in people.items()), key=lambda row: -row[1]))
