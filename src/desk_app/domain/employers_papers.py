"""Papers of the service for employers: 招聘登记表 filled in, 用工监测表 (also as a sheet), 企业问题台账."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desk_app.domain.codes import CodeLists
from desk_app.domain.employer_papers import Checked
from desk_app.domain.employers import Employer
from desk_app.domain.entry import shown
from desk_app.domain.fields import fields_of
from desk_app.domain.labour_reports import LEFT, LabourReport, by_occupation, period_words, shortage_words
from desk_app.domain.paper import Column, Pair, Pairs, Paper, Prose, Rows, Signing, Ticks
from desk_app.domain.posts import Post
from desk_app.domain.posts_out import lawful_needs
from desk_app.domain.problems import Problem, ProblemStep
from desk_app.domain.reports.report import Table
from desk_app.domain.wording import Ground

_UNDERTAKING = (
    "本单位承诺：以上招聘信息真实、合法、有效，不含民族、种族、性别、宗教信仰等歧视性内容；不向求职人员收取押金、"
    "保证金、培训费等任何费用，不扣押身份证件；招聘结束或条件变化时及时告知登记机构。"
)
_FORM = (
    (("name", 3), ("nature", 2)),
    (("credit_code", 3), ("economy", 2)),
    (("legal_person", 2), ("industry", 2), ("size", 1)),
    (("address", 3), ("postcode", 1)),
    (("contact", 1), ("phone", 2), ("landline", 1)),
    (("email", 2), ("region", 1), ("staff", 1)),
    (("business", 3), ("insured", 1)),
)
_CONDITIONS = (
    (("hiring_ways", 2), ("work_form", 1), ("hire_mode", 1)),
    (("work_place", 2), ("probation", 1), ("board", 1)),
    (("insurance", 2), ("welfare", 1), ("joins_fairs", 1)),
)
_LABELS = {"board": "食宿", "insurance": "社保", "work_place": "工作地点", "welfare": "其他福利"}
"""In the block of conditions it is plain whose they are."""
_LEAST_POSTS, _LEAST_ROWS = 4, 3
_SIGNERS = (Signing(label="填报人：", date=""), Signing(label="审核人："))


def registration(
    employer: Employer,
    posts: Iterable[Post],
    checked: Iterable[Checked],
    words: tuple[CodeLists, tuple[Ground, ...]],
    today: date,
) -> Paper:
    """招聘登记表 filled in: the employer, its conditions, the posts it looks for people for, its undertaking.

    Neither the contact's own mobile nor unlawful conditions stand on it: the employer signs it, and it may hang on a
    wall. `words` are the code lists and the grounds of unlawful wording.
    """
    codes, grounds = words
    no, filed, until = employer.form_no, employer.filed_on or today, employer.filed_until
    head = (
        f"编号：{no or '　' * 6}",
        f"登记日期：{filed}",
        f"有效期至：{until or '　　年　　月　　日'}",
    )
    seen = tuple((codes["employer_paper"].label(one.kind), one.is_good) for one in checked)
    return Paper(
        title="用人单位招聘登记表",
        subtitle=head,
        blocks=(
            Pairs(rows=_pairs(employer, _FORM, codes), title="单位情况"),
            Pairs(rows=_pairs(employer, _CONDITIONS, codes), title="用工条件"),
            Rows(
                columns=(
                    Column("招聘岗位", 3),
                    Column("人数", 1),
                    Column("文化程度", 2),
                    Column("工资", 3),
                    Column("工作地点", 3),
                    Column("要求", 5),
                ),
                rows=[_post(one, codes, grounds) for one in posts],
                title="招聘岗位",
                least=_LEAST_POSTS,
            ),
            Ticks(label="材料查验", options=seen),
            Prose(paragraphs=(_UNDERTAKING,)),
            Signing(label="用人单位（盖章）　　经办人签字："),
        ),
        note="公共就业服务免费，不收取任何费用。",
    )


def _pairs(employer: Employer, rows: Sequence[Sequence[tuple[str, int]]], codes: CodeLists) -> list[list[Pair]]:
    fields = fields_of(Employer)
    return [
        [
            Pair(_LABELS.get(name, fields[name].label), shown(fields[name], getattr(employer, name), codes), weight)
            for name, weight in row
        ]
        for row in rows
    ]


def _post(post: Post, codes: CodeLists, grounds: tuple[Ground, ...]) -> tuple[str, ...]:
    education = codes["education"].label(post.education_min) if post.education_min else "不限"
    return (post.title, str(post.headcount or ""), education, post.pay_words, post.place, lawful_needs(post, grounds))


@dataclass(frozen=True, slots=True)
class Monitored:
    """One firm of the sample in one period; without a report it has not reported yet."""

    employer: Employer
    report: LabourReport | None


def labour_register(period: str, firms: Sequence[Monitored], codes: CodeLists) -> Paper:
    """用工监测表 of a period: one row for each firm of the sample, a sum, and who is lacking by occupation."""
    rows = labour_rows(firms, codes)
    reports = [one.report for one in firms if one.report]
    total = ["", "合计"] + [str(sum(_figures(one)[at] or 0 for one in reports)) for at in range(len(_FIGURES))]
    late = "、".join(one.employer.name for one in firms if one.report is None)
    wanted = by_occupation(reports)
    blocks: list[Rows | Signing] = [
        Rows(columns=LABOUR_COLUMNS, rows=[*rows, (*total, "", "", "")] if rows else [], least=_LEAST_ROWS),
    ]
    if wanted:
        blocks.append(
            Rows(
                columns=(Column("缺工工种", 4), Column("人数", 1), Column("企业数", 1)),
                rows=[(name, str(people), str(count)) for name, people, count in wanted],
                title="缺工工种",
            )
        )
    blocks += _SIGNERS
    return Paper(
        title="重点企业用工监测表",
        subtitle=(
            f"期别：{period_words(period)}",
            f"应报 {len(firms)} 家，已报 {len(reports)} 家",
            "单位：人、元/月",
        ),
        blocks=tuple(blocks),
        landscape=True,
        note="期末在岗 = 期初在岗 + 新招 − 流失。" + (f"还没有报：{late}。" if late else ""),
    )


LABOUR_COLUMNS = (
    Column("序号", 2), Column("企业名称", 8), Column("期初在岗", 3), Column("新招", 2), Column("流失", 2),
    Column("其中：辞职", 3), Column("辞退", 2), Column("到期", 2), Column("退休", 2), Column("其他", 2),
    Column("期末在岗", 3), Column("缺工", 2), Column("预计招用", 3), Column("预计减少", 3), Column("生产经营", 3),
    Column("平均月薪", 3), Column("参保人数", 3),
)  # fmt: skip
_FIGURES = ("start_staff", "hired", "left", *LEFT, "end_staff", "lacking", "expected_hires", "expected_cuts")


def labour_rows(firms: Sequence[Monitored], codes: CodeLists) -> list[tuple[str, ...]]:
    """A row of words for each firm, under LABOUR_COLUMNS."""
    return [_labour_row(str(number), one, codes) for number, one in enumerate(firms, 1)]


def register_table(period: str, firms: Sequence[Monitored], codes: CodeLists) -> Table:
    """One row for each firm of the sample: the paper's columns and, in words, who is lacking and what troubles it."""
    rows = []
    for one, words in zip(firms, labour_rows(firms, codes), strict=True):
        report = one.report
        more = (shortage_words(report.shortages, codes), report.change_reason, report.difficulties) if report else ()
        cells = (*words, *more, *[""] * (3 - len(more)))
        rows.append(tuple(int(cell) if cell.isascii() and cell.isdigit() else cell for cell in cells))
    return Table(
        name="用工监测",
        title=f"重点企业用工监测表（{period_words(period)}）",
        columns=(*(column.title for column in LABOUR_COLUMNS), "缺工工种", "增减的主要原因", "困难与诉求"),
        rows=tuple(rows),
        note="期末在岗 = 期初在岗 + 新招 − 流失。单位：人、元/月。",
    )


def _figures(report: LabourReport) -> list[int | None]:
    return [getattr(report, name) for name in _FIGURES]


def _labour_row(number: str, one: Monitored, codes: CodeLists) -> tuple[str, ...]:
    report = one.report
    if report is None:
        return (number, one.employer.name, "未报", *[""] * (len(_FIGURES) + 2))
    figures = ["" if figure is None else str(figure) for figure in _figures(report)]
    operation = codes["operation"].label(report.operation) if report.operation else ""
    return (number, one.employer.name, *figures, operation, str(report.average_pay or ""), str(report.insured or ""))


def labour_sheet(one: Monitored, period: str, codes: CodeLists) -> Paper:
    """用工监测表 of one firm: filled in, or blank to be handed out where it has not reported."""
    report = one.report or LabourReport(uid="", period=period)
    fields = fields_of(LabourReport)
    words = {name: shown(fields[name], getattr(report, name), codes) for name in fields if name != "shortages"}
    pairs = [
        [Pair(fields[name].label, words[name]) for name in row]
        for row in (
            ("start_staff", "hired"),
            ("left_resigned", "left_dismissed"),
            ("left_expired", "left_retired"),
            ("left_other", "end_staff"),
            ("operation", "average_pay"),
            ("entry_pay", "insured"),
            ("expected_hires", "expected_cuts"),
        )
    ]
    pairs += [[Pair(fields[name].label, words[name], lines=3)] for name in ("change_reason", "difficulties")]
    return Paper(
        title="重点企业用工监测表",
        subtitle=(f"企业：{one.employer.name}", f"期别：{period_words(period)}"),
        blocks=(
            Pairs(rows=pairs),
            Rows(
                columns=(Column("缺工工种", 3), Column("人数", 1), Column("学历", 2), Column("技能、证书", 3)),
                rows=[_lacking(one, codes) for one in report.shortages],
                least=_LEAST_POSTS,
            ),
            Signing(label=f"填报人：{report.told_by}　　　　企业（盖章）"),
        ),
        note="期末在岗 = 期初在岗 + 新招 − 流失；没有的填 0。",
    )


def _lacking(one: Mapping[str, Any], codes: CodeLists) -> tuple[str, ...]:
    education = codes["education"].label(one["education"]) if one.get("education") else ""
    return (str(one.get("occupation", "")), str(one.get("number", "")), education, str(one.get("skill", "")))


def problem_ledger(
    rows: Sequence[tuple[Problem, str]], steps: Mapping[str, Sequence[ProblemStep]], codes: CodeLists, today: date
) -> Paper:
    """企业问题台账: one row for each problem, with the newest progress."""
    columns = (
        Column("问题编号", 4), Column("企业", 5), Column("收集日期", 4), Column("来源", 3), Column("类别", 3),
        Column("性质", 3), Column("问题描述", 8), Column("责任单位", 4), Column("期限", 4), Column("进展", 7),
        Column("办结日期", 4), Column("企业评价", 3), Column("上报", 3),
    )  # fmt: skip
    return Paper(
        title="企业问题清零台账",
        subtitle=(f"截至：{today}", f"共 {len(rows)} 件"),
        blocks=(
            Rows(columns=columns, rows=[_problem(one, name, steps, codes) for one, name in rows], least=_LEAST_ROWS),
            *_SIGNERS,
        ),
        landscape=True,
    )


def _problem(
    one: Problem, employer: str, steps: Mapping[str, Sequence[ProblemStep]], codes: CodeLists
) -> tuple[str, ...]:
    last = steps[one.uid][-1] if steps.get(one.uid) else None
    return (
        one.problem_no,
        employer,
        str(one.raised_on or ""),
        codes["problem_source"].label(one.source) if one.source else "",
        "、".join(codes["problem_category"].label(name) for name in one.categories),
        codes["problem_scope"].label(one.scope),
        one.description,
        one.unit,
        str(one.due_on or ""),
        f"{last.at[5:10]} {last.text}" if last else "",
        str(one.closed_on or ""),
        codes["satisfaction"].label(one.satisfaction) if one.satisfaction else "",
        one.reported_to,
    )
