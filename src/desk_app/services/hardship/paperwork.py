"""Which papers belong to which certifications."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desk_app.domain.codes import CodeLists
from desk_app.domain.errors import Refused
from desk_app.domain.hardship import papers
from desk_app.domain.hardship.policy import HardshipPolicy
from desk_app.domain.hardship.records import Certification, Family, FamilyMember
from desk_app.domain.hardship.steps import Case
from desk_app.domain.office import Office
from desk_app.domain.paper import Paper
from desk_app.storage.certified import cases_of
from desk_app.storage.repository import Reader

PAPERS = {"form": "认定表", "undertaking": "承诺书", "notice": "公示", "plan": "一户一策"}
"""What can be printed, in the words of the menu."""


def described(
    read: Reader, kind: str, uids: Sequence[str], office: Office, codes: CodeLists, today: date, policy: HardshipPolicy
) -> list[Paper]:
    """The papers of these certifications (`plan`: of these families). Raises Refused where there is nothing to print.

    Without uids a form or undertaking is blank.
    """
    if kind == "plan":
        found = [
            papers.family_plan(one, read.all(FamilyMember, family_uid=one.uid), codes, today)
            for one in read.among(Family, "uid", uids)
        ]
    else:
        cases = cases_of(read, read.among(Certification, "uid", uids))
        wanted: list[Case | None] = [*cases] if uids else [None]
        if kind == "form":
            found = [papers.form(case, codes, today) for case in wanted]
        elif kind == "undertaking":
            found = [papers.undertaking(case, policy) for case in wanted]
        else:
            found = _notices(cases, office, codes, policy, today)
    if not found:
        words = "先登记公示的日期，再打印公示。" if kind == "notice" else "请刷新后再试。"
        raise Refused("nothing_to_print", f"没有可以打印的内容。{words}")
    return found


def _notices(
    cases: Sequence[Case], office: Office, codes: CodeLists, policy: HardshipPolicy, today: date
) -> list[Paper]:
    """One notice for all that hang from the same to the same day."""
    by_days: dict[tuple[date, date], list[papers.Announced]] = {}
    for case in cases:
        step = next((one for one in reversed(case.steps) if one.step == "notice"), None)
        if case.notice_until and step and step.on:
            by_days.setdefault((step.on, case.notice_until), []).append(papers.announced(case, codes, today))
    return [papers.notice(persons, office, *days, policy) for days, persons in sorted(by_days.items())]
