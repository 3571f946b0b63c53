"""单位材料 (papers of an employer): what must be seen before people are recommended to it.

Regulations on the human resources market (人力资源市场暂行条例) art. 26: the body that recruits for an employer asks
for the prospectus, the business licence or founding paper, the handler's identity paper and the employer's mandate,
and looks whether they are true and lawful. Whether a missing one stops letters is a rule of the office
(`resources/policies/employers.toml`), for habits differ; without it the clerk is warned wherever a post is verified.

Of the handler's identity paper only is kept that it was seen: neither its number nor a copy.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Annotated, Literal

from desk_app.domain.changes import ChangeSet, insert, new_uid, update
from desk_app.domain.codes import CodeList
from desk_app.domain.employers import Employer
from desk_app.domain.errors import Refused
from desk_app.domain.fields import Extra, Raw, Uid, code, day, link, text

ART_26 = "人力资源市场暂行条例第二十六条"
KINDS = ("brochure", "licence", "handler_id", "mandate")
AGENCY = "agency_licence"


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployerPaper:
    """单位材料: one paper of an employer, seen by somebody. One for each employer and kind."""

    uid: Uid
    employer_uid: Annotated[str, link("用人单位", "employers")] = ""
    kind: Annotated[str, code("材料", "employer_paper", needed=True)] = ""
    form: Annotated[str, code("原件或复印件", "paper_form", needed=True)] = ""
    seen_by: Annotated[str, text("查验人", needed=True)] = ""
    seen_on: Annotated[date | None, day("查验日期", needed=True)] = None
    valid_until: Annotated[date | None, day("材料有效期至")] = None
    note: Annotated[str, text("材料说明")] = ""
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)


Standing = Literal["seen", "soon", "expired", "missing"]
"""Seen and valid; valid, but not for long; past its last day; never seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One line of the checklist."""

    kind: str
    paper: EmployerPaper | None
    standing: Standing

    @property
    def is_good(self) -> bool:
        """Whether the paper may be relied on today."""
        return self.standing in ("seen", "soon")


def kinds_of(employer: Employer) -> tuple[str, ...]:
    """The papers an employer must show; an agency needs its licence besides (就业促进法 art. 40)."""
    return (*KINDS, AGENCY) if employer.is_agency else KINDS


def checklist(employer: Employer, papers: Iterable[EmployerPaper], today: date, soon_days: int) -> tuple[Checked, ...]:
    """Every paper the employer must show, with how it stands today."""
    by_kind = {paper.kind: paper for paper in papers}
    return tuple(
        Checked(kind=kind, paper=by_kind.get(kind), standing=_standing(by_kind.get(kind), today, soon_days))
        for kind in kinds_of(employer)
    )


def _standing(paper: EmployerPaper | None, today: date, soon_days: int) -> Standing:
    if paper is None or not paper.seen_by or paper.seen_on is None:
        return "missing"
    if paper.valid_until is None:
        return "seen"
    if paper.valid_until < today:
        return "expired"
    return "soon" if paper.valid_until <= today + timedelta(days=soon_days) else "seen"


def lacking(checked: Iterable[Checked]) -> tuple[str, ...]:
    """The kinds that are missing or past their last day."""
    return tuple(one.kind for one in checked if not one.is_good)


def lacking_words(kinds: Iterable[str], codes: CodeList) -> str:
    """还差招聘简章、委托证明（人力资源市场暂行条例第二十六条）; "" where nothing is lacking."""
    named = "、".join(codes.label(kind) for kind in kinds)
    return f"还差{named}（{ART_26}）" if named else ""


def seen(before: EmployerPaper | None, after: EmployerPaper, today: date) -> ChangeSet:
    """That somebody has seen the paper: in place of what stood there. Raises Refused for a day that cannot be."""
    if after.seen_on is None or not after.seen_by.strip():
        raise Refused("paper_incomplete", "请填谁在哪一天查验的。")
    if after.seen_on > today:
        raise Refused("paper_future", "查验日期不能晚于今天。")
    if before is None:
        return insert(after)
    names = ("form", "seen_by", "seen_on", "valid_until", "note")
    return update(before, **{name: getattr(after, name) for name in names})


def on_desk(before: EmployerPaper | None, employer_uid: str, kind: str, by: str, today: date) -> EmployerPaper:
    """The paper as it was seen before, else as it lies on the desk now: the original, seen today."""
    if before is not None and before.seen_by:
        return before
    uid = before.uid if before else new_uid()
    return EmployerPaper(uid=uid, employer_uid=employer_uid, kind=kind, form="original", seen_by=by, seen_on=today)


def unseen(paper: EmployerPaper | None) -> ChangeSet:
    """That it was not seen after all; its history stays. Raises Refused where it was not."""
    if paper is None or not paper.seen_by:
        raise Refused("no_paper", "这项材料还没有登记查验。")
    return update(paper, form="", seen_by="", seen_on=None, valid_until=None, note="")
