"""What a clerk can say to a doubtful row, and the row read again with it: by the same readers as its list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Literal

from desk_app.domain.identity import identify, normalise_number
from desk_app.domain.intake.body import DataRow
from desk_app.domain.intake.columns import Mapped
from desk_app.domain.intake.kinds import KINDS
from desk_app.domain.intake.layout import Table
from desk_app.domain.intake.papers import lost_digits
from desk_app.domain.intake.people import TOO_YOUNG
from desk_app.domain.intake.rows import Finding, IntakeContext, Noun, RowResult, TakenTable, row_result
from desk_app.domain.intake.sheet import TEXT, Sheet
from desk_app.domain.intake.understand import understand_row
from desk_app.domain.intake.villages import Villages
from desk_app.domain.matching.walls import too_young
from desk_app.domain.seekers import Seeker

Same = Literal["", "known", "list", "different"]
TWO_PERSONS = frozenset({"maybe_same_person", "name_differs", "other_person_id"})
"""The kinds of questions at which two persons are held side by side."""

_TARGETS = {
    **dict.fromkeys(
        ("id_missing", "id_words", "id_masked", "id_checksum", "id_letter", "id_region", "id_old15", "id_unclear"),
        "id_no",
    ),
    **dict.fromkeys(("other_person_id", "name_differs", "maybe_same_person"), "id_no"),
    **dict.fromkeys(("name_missing", "name_unclear", "name_traditional", "person_dead"), "name"),
    **dict.fromkeys(("employer_missing", "employer_differs"), "employer.name"),
    **dict.fromkeys(("code_missing", "code_wrong", "code_old15", "code_differs"), "employer.credit_code"),
    "title_missing": "title",
    "title_two": "title",
    "place_missing": "place",
}
"""What must be typed to answer a kind of question; of other kinds the cell of the finding itself."""

_LEAVE_OUT = "这一格先不填，照常导入"
_NO_CONDITION = "不作为条件，照常导入"
STANDS: Mapping[str, str] = {
    "id_region": "号码没有错，照常导入",
    "id_unclear": "是其他证件，号码没有错",
    "name_traditional": "证件上就是这样写",
    "person_dead": "已核实，本人健在",
    "sex_contradicts": "以身份证号为准",
    "birth_contradicts": "以身份证号为准",
    "identity_conflict": "以已登记的为准",
    "phone_short": _LEAVE_OUT,
    "phone_scientific": _LEAVE_OUT,
    "date_impossible": _LEAVE_OUT,
    "education_unclear": _LEAVE_OUT,
    "village_unclear": "村名没有写错",
    "employer_differs": "同一家单位，名称以已登记的为准",
    "code_missing": _LEAVE_OUT,
    "code_wrong": _LEAVE_OUT,
    "code_old15": _LEAVE_OUT,
    "code_differs": "同一家单位，代码以已登记的为准",
    "title_two": "就是一个岗位",
    "headcount_unclear": _LEAVE_OUT,
    "headcount_range": _LEAVE_OUT,
    "headcount_by_sex": "按总人数导入，不分男女",
    "headcount_mismatch": "以总人数为准",
    "pay_unclear": "工资写法照原文，先不作比较",
    "pay_low": "工资没有写错",
    "pay_high": "工资没有写错",
    "place_missing": _LEAVE_OUT,
    "valid_past": "照常导入，按已过期处理",
    **dict.fromkeys(
        (
            "unlawful_sex",
            "unlawful_age",
            "unlawful_hukou",
            "unlawful_marriage",
            "unlawful_ethnicity",
            "unlawful_health",
            "unlawful_other",
        ),
        _NO_CONDITION,
    ),
}
"""Where 就是这样 is lawful and possible, in the words that say what it means. Nowhere can it make an identity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a clerk says to one row. `cells`: the right text by column; `added`: by target, where no column has it.

    `stands`: kinds of findings that are so; `same`: the person is the other one (whose name counts) or is not.
    """

    cells: Mapping[int, str] = field(default_factory=dict)
    added: Mapping[str, str] = field(default_factory=dict)
    stands: frozenset[str] = frozenset()
    same: Same = ""
    drop: bool = False

    def __bool__(self) -> bool:
        return bool(self.cells or self.added or self.stands or self.same or self.drop)


NOTHING = Reply()
Replies = Mapping[tuple[str, int], Reply]  # by sheet and row


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """One row taken out of its list, with all that is needed to read it again later."""

    file: str
    sheet: str
    row: int
    noun: Noun
    texts: tuple[str, ...]
    kinds: str  # one letter a cell, as in `Sheet.kinds`
    headings: Mapping[int, str]
    targets: Mapping[int, str]
    titles: tuple[str, ...] = ()
    form: Mapping[str, tuple[str, int, int]] = field(default_factory=dict)
    filled: tuple[int, ...] = ()
    label: str = ""

    def column(self, finding: Finding) -> int:
        """The column in which the answer to a finding is typed; 0 where the list has no such column."""
        target = _TARGETS.get(finding.kind)
        if target is None:
            return column_of(finding.cell) if row_of(finding.cell) == self.row else 0
        return next((column for column, found in self.targets.items() if found == target), 0)

    def text(self, column: int) -> str:
        """What stands in a column."""
        return self.texts[column - 1] if 0 < column <= len(self.texts) else ""


def slip_of(file: str, table: TakenTable, row: RowResult, texts: Sequence[str], kinds: bytes) -> Slip:
    """Take a row out of its list. Long numbers that lost digits are not taken along."""
    filled = dict(row.filled)
    width = max([len(texts), *filled])
    kept = [filled.get(at, texts[at - 1] if at <= len(texts) else "") for at in range(1, width + 1)]
    letters = kinds.decode("ascii").ljust(width)
    kept = [
        "（号码后几位已丢失）" if lost_digits(text, ord(letter)) else text
        for text, letter in zip(kept, letters, strict=True)
    ]
    return Slip(
        file=file,
        sheet=row.sheet,
        row=row.row,
        noun=table.noun or "seekers",
        texts=tuple(kept),
        kinds=letters,
        headings={column: table.heading(column) for column in table.targets},
        targets=table.targets,
        titles=table.titles,
        form=table.form,
        filled=tuple(filled),
        label=row.label,
    )


def as_json(kept: Slip | Reply) -> dict[str, Any]:
    """A slip or a reply as it is kept with its question."""
    found = {name: value for name, value in asdict(kept).items() if value not in ((), {}, "", False, frozenset())}
    return {**found, "stands": sorted(found["stands"])} if "stands" in found else found


def reply_from_json(kept: Mapping[str, Any]) -> Reply:
    """The reply of a kept question."""
    return Reply(
        cells={int(column): text for column, text in kept.get("cells", {}).items()},
        added=kept.get("added", {}),
        stands=frozenset(kept.get("stands", ())),
        same=kept.get("same", ""),
        drop=kept.get("drop", False),
    )


def slip_from_json(kept: Mapping[str, Any]) -> Slip:
    """The slip of a kept question."""
    return Slip(
        file=kept["file"],
        sheet=kept["sheet"],
        row=kept["row"],
        noun=kept["noun"],
        texts=tuple(kept["texts"]),
        kinds=kept.get("kinds", ""),
        headings={int(column): text for column, text in kept["headings"].items()},
        targets={int(column): text for column, text in kept["targets"].items()},
        titles=tuple(kept.get("titles", ())),
        form={label: (value, row, column) for label, (value, row, column) in kept.get("form", {}).items()},
        filled=tuple(kept.get("filled", ())),
        label=kept.get("label", ""),
    )


def read_again(slip: Slip, findings: Sequence[Finding], reply: Reply, context: IntakeContext) -> RowResult:
    """The row with the clerk's reply. `findings` are those asked about: what the form above says is asked once."""
    slip = _corrected(slip, reply)
    row = understand_row(_table(slip), Mapped(slip.noun, slip.targets), _data_row(slip, reply), context, slip.file)
    asked = {(one.kind, one.cell) for one in findings}
    so = {kind for kind in reply.stands if KINDS[kind].status == "question"}  # a refusal stands whatever is said
    left = tuple(
        one
        for one in row.findings
        if one.kind not in so and (row_of(one.cell) == slip.row or (one.kind, one.cell) in asked)
    )
    if row.draft is None:
        return replace(row, findings=left or row.findings)
    record = row.draft.record
    if isinstance(record, Seeker):
        record = _standing(record, slip, reply, context.today)
        if too_young(record, context.today) and not any(one.kind == "under_16" for one in left):
            cell = findings[0].cell if findings else f"A{slip.row}"
            left += (Finding(sheet=row.sheet, row=slip.row, cell=cell, kind="under_16", cause=TOO_YOUNG),)
    return row_result(replace(row.draft, record=record, findings=left))


def _corrected(slip: Slip, reply: Reply) -> Slip:
    texts, kinds, targets, headings = list(slip.texts), list(slip.kinds), dict(slip.targets), dict(slip.headings)
    width = max([len(texts), *targets])
    texts += [""] * (width - len(texts))
    kinds += [" "] * (width - len(kinds))
    for column, text in reply.cells.items():
        texts[column - 1], kinds[column - 1] = text, chr(TEXT)
    for target, text in reply.added.items():
        texts.append(text)
        kinds.append(chr(TEXT))
        targets[len(texts)] = target
        headings[len(texts)] = target
    return replace(slip, texts=tuple(texts), kinds="".join(kinds), targets=targets, headings=headings)


def _data_row(slip: Slip, reply: Reply) -> DataRow:
    return DataRow(slip.row, slip.texts, frozenset(slip.filled) - set(reply.cells), slip.label)


def _table(slip: Slip) -> Table:
    """The list with this row alone: its number, and so its cells, stay as the sender has them."""
    above: list[tuple[str, ...]] = [()] * (slip.row - 1)
    if above and slip.titles:
        above[0] = slip.titles
    nothing = [b""] * (slip.row - 1)
    sheet = Sheet(
        name=slip.sheet,
        hidden=False,
        rows=(*above, slip.texts),
        kinds=(*nothing, slip.kinds.encode("ascii")),
    )
    return Table(
        sheet=sheet,
        header_rows=(),
        parts={column: (text,) for column, text in slip.headings.items()},
        body=range(slip.row, slip.row + 1),
        above=(1,) if above and slip.titles else (),
        form=slip.form,
    )


def _standing(person: Seeker, slip: Slip, reply: Reply, today: date) -> Seeker:
    """The person with what is so though the reader would have asked."""
    column = next((column for column, target in slip.targets.items() if target == "id_no" and slip.text(column)), 0)
    found = identify(slip.text(column), today)
    if reply.stands & {"id_region", "id_unclear"} and not person.id_no:
        document = "01" if "id_region" in reply.stands else "99"
        raw = {name: text for name, text in person.raw.items() if name != "id_no"}
        person = replace(
            person,
            id_no=normalise_number(slip.text(column)),
            id_doc_type=document,
            sex=person.sex or found.sex,
            birth_date=person.birth_date or found.birth_date,
            raw=raw,
        )
    if "sex_contradicts" in reply.stands and found.sex:
        person = replace(person, sex=found.sex)
    return person


def suggestion(slip: Slip, finding: Finding, context: IntakeContext) -> str:
    """What the clerk most likely wants to type: the new number of an old one, the village that was meant."""
    text = slip.text(slip.column(finding))
    if finding.kind == "id_old15":
        return identify(text, context.today).upgraded
    if finding.kind == "village_unclear":
        return Villages(context.villages, context.words.village_endings).find(text).near
    if finding.kind.startswith("id_"):
        return normalise_number(text)
    return text


def target_of(kind: str) -> str:
    """The target that answers a kind of question; "" where it is the finding's own cell."""
    return _TARGETS.get(kind, "")


def column_of(cell: str) -> int:
    """The number of the column of a cell like AB7."""
    number = 0
    for sign in cell.rstrip("0123456789"):
        number = number * 26 + ord(sign) - 64
    return number


def row_of(cell: str) -> int:
    """The row of a cell like AB7."""
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
