"""岗位征集表 (招聘登记表): the form handed to a firm, on paper and as a workbook, with what is known already filled in.

Columns for sex, age, marriage, household registration or health do not exist on it: the law forbids to ask for them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desk_app.domain.codes import CodeLists
from desk_app.domain.collection.script import CollectionWords
from desk_app.domain.employers import Employer
from desk_app.domain.fields import Kind, fields_of
from desk_app.domain.office import Office
from desk_app.domain.paper import Column, Pair, Pairs, Paper, Prose, Rows, Signing
from desk_app.domain.posts import Post
from desk_app.domain.projects import LabourNeed, Project

TITLE = "岗位征集表"
_LEAST_ROWS = 6
_ROWS_ON_SHEET = 30
_COLUMNS = (
    ("title", "工种（岗位）", 3),
    ("headcount", "人数", 1),
    ("pay_text", "工资（元/月）", 2),
    ("duties", "工作内容", 4),
    ("education_min", "文化程度", 2),
    ("requirements", "技能、证书、经验要求", 4),
    ("from_on", "何时要人", 2),
)
_SHEET = (
    "title", "headcount", "pay_text", "place", "duties", "education_min", "certificates", "requirements", "shift",
    "lodging", "bus", "welfare", "valid_until",
)  # fmt: skip
"""Fields of a post that a firm fills in on the workbook, in the order of its columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known before the form is handed out; None and () for a form that is all blank."""

    office: Office
    employer: Employer | None = None
    project: Project | None = None
    needs: Sequence[LabourNeed] = ()
    today: date


def paper(known: Known, words: CollectionWords, codes: CodeLists) -> Paper:
    """The form on A4; with many posts it lies."""
    firm, project, office = known.employer, known.project, known.office
    blocks = [_firm(firm, codes)]
    if project:
        start = project.starts_on.isoformat() if project.starts_on else ""
        wanted = str(project.headcount or sum(one.headcount or 0 for one in known.needs) or "")
        pairs = (Pair("项目名称", project.name, 3), Pair("开工日期", start, 2), Pair("预计用工", wanted, 1))
        blocks.append(Pairs((pairs,), title="项目"))
    place = project.place if project else ""
    offered = (
        (Pair("工作地点", place, 4), Pair("班次", "", 2)),
        (Pair("吃住接送", "", 2), Pair("社会保险", "", 2), Pair("合同期限", "", 2)),
        (Pair("试用期", "", 2), Pair("工资发放", "", 2), Pair("招到哪天", "", 2)),
    )
    columns = tuple(Column(title, weight) for _, title, weight in _COLUMNS)
    return Paper(
        title=TITLE,
        subtitle=(f"登记机构：{office.name}", "登记日期：　　　　年　　月　　日", "编号："),
        blocks=(
            *blocks,
            Pairs(offered, title="待遇"),
            Rows(columns, tuple(_need_row(one) for one in known.needs), title="要招的岗位", least=_LEAST_ROWS),
            Prose((words.form_promise,)),
            Signing("单位（盖章）　　　　　　　　填表人签字"),
        ),
        landscape=len(known.needs) > _LEAST_ROWS,
        note=words.form_note.format(office=office.name, phone=office.phone or "（见来信）"),
    )


def _firm(firm: Employer | None, codes: CodeLists) -> Pairs:
    industry = codes["industry"].label(firm.industry) if firm and firm.industry else ""

    def value(name: str) -> str:
        return str(getattr(firm, name) or "") if firm else ""

    return Pairs(
        (
            (Pair("单位名称", value("name"), 3), Pair("统一社会信用代码", value("credit_code"), 3)),
            (Pair("单位地址", value("address"), 4), Pair("所属行业", industry, 2)),
            (
                Pair("法定代表人", value("legal_person"), 2),
                Pair("联系人", value("contact"), 2),
                Pair("联系电话", value("phone"), 2),
            ),
        ),
        title="单位",
    )


def _need_row(one: LabourNeed) -> tuple[str, ...]:
    known = {
        "title": one.occupation,
        "headcount": str(one.headcount or ""),
        "pay_text": one.pay_text,
        "requirements": one.note,
        "from_on": one.from_on.isoformat() if one.from_on else "",
    }
    return tuple(known.get(name, "") for name, _, _ in _COLUMNS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A workbook to be filled in: labelled cells, a table with words to choose from, and how to fill it in."""

    title: str
    pairs: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: int  # further rows to write in
    choices: Mapping[str, tuple[str, ...]]  # by heading
    help: tuple[str, ...]


def workbook(known: Known, words: CollectionWords, codes: CodeLists) -> Blank:
    """The form as a workbook that the import reads again."""
    fields = fields_of(Post)
    firm = known.employer
    pairs = [
        (label, str(getattr(firm, name) or "") if firm else "")
        for label, name in (
            ("单位名称", "name"),
            ("统一社会信用代码", "credit_code"),
            ("单位地址", "address"),
            ("联系人", "contact"),
            ("单位电话", "phone"),
        )
    ]
    place = known.project.place if known.project else ""
    told = [
        {"title": one.occupation, "headcount": str(one.headcount or ""), "pay_text": one.pay_text, "place": place}
        for one in known.needs
    ]
    choices = {
        fields[name].label: tuple(one.label for one in codes[fields[name].codes].offered)
        for name in _SHEET
        if fields[name].kind is Kind.CODE
    }
    choices |= {fields[name].label: ("是", "否") for name in _SHEET if fields[name].kind is Kind.FLAG}
    office = known.office
    return Blank(
        title=TITLE,
        pairs=tuple(pairs),
        columns=tuple(fields[name].label for name in _SHEET),
        rows=tuple(tuple(row.get(name, "") for name in _SHEET) for row in told),
        empty=max(_ROWS_ON_SHEET - len(told), 5),
        choices=choices,
        help=(
            "一行填一个岗位（工种）。岗位名称、招聘人数、工作内容、工作地点、工资必须填写（人力资源市场暂行条例第二十四条）。",
            "工资写清数额和算法，例如：4000-5000元/月、180元/天、计件保底3500。",
            "学历要求、班次、住宿、班车请从下拉框里选；没有要求的不填。",
            "有效期写招到哪一天为止，例如 2026-12-31；不写按登记后默认天数计算。",
            "不要改动表头的字和顺序，不要合并单元格；信用代码和电话按文本填写。",
            words.form_note.format(office=office.name, phone=office.phone or "（见来信）"),
        ),
    )


def file_name(known: Known) -> str:
    """岗位征集表-某某公司: the name under which the form is offered to be saved, without an ending."""
    named = known.project.name if known.project else known.employer.name if known.employer else "空白"
    return f"{TITLE}-{''.join(char for char in named if char not in '/:*?<>|' and char.isprintable())}"
