"""往来: all that happened between the office and one employer, newest first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from desk_app.domain.codes import CodeLists
from desk_app.domain.collection.lists import contact_words
from desk_app.domain.collection.records import Collection, CollectionContact
from desk_app.domain.employer_papers import EmployerPaper
from desk_app.domain.employers import Employer
from desk_app.domain.labour_reports import LabourReport
from desk_app.domain.own.fields import OwnField
from desk_app.domain.person_file import Event, Tone, Trace
from desk_app.domain.post_file import events
from desk_app.domain.posts import Post
from desk_app.domain.problems import Problem
from desk_app.domain.referrals import Letter
from desk_app.domain.seekers import Seeker
from desk_app.storage.repository import Reader

_KINDS: tuple[type[Any], ...] = (Post, EmployerPaper, LabourReport, Problem)
"""Records of the employer whose acts are told by their own words."""


def dealings(read: Reader, uid: str, codes: CodeLists, now: datetime) -> tuple[Event, ...]:
    """Changes of the employer, its posts, papers, reports and problems, letters and receipts, calls for posts."""
    own = read.traces(now, uid)
    others = [one.uid for kind in _KINDS for one in read.all(kind, employer_uid=uid)]
    acts = {trace.act for trace in own}
    found = [
        *events(own, codes, Employer, read.all(OwnField)),
        *_acts(trace for trace in (read.traces(now, *others) if others else ()) if trace.act not in acts),
        *_letters(read, uid, codes),
        *_contacts(read, uid, codes),
    ]
    return tuple(sorted(found, key=lambda event: event.at, reverse=True))


def _acts(traces: Iterable[Trace]) -> list[Event]:
    """One event for each act."""
    first: dict[str, Trace] = {}
    for trace in traces:
        first.setdefault(trace.act, trace)
    return [Event(at=one.at, title=one.why, by=one.by) for one in first.values()]


def _letters(read: Reader, uid: str, codes: CodeLists) -> list[Event]:
    letters = read.all(Letter, employer_uid=uid)
    names = {one.uid: one.name for one in read.among(Seeker, "uid", {one.seeker_uid for one in letters})}
    titles = {one.uid: one.title for one in read.among(Post, "uid", {one.post_uid for one in letters})}
    found = []
    for one in letters:
        words = " · ".join(filter(None, (names.get(one.seeker_uid, ""), titles.get(one.post_uid, ""))))
        if one.issued_on:
            found.append(Event(at=str(one.issued_on), title=f"开推荐信 {one.short_no}", text=words, by=one.clerk))
        if one.received_on:
            result = codes["letter_state"].label(one.state)
            tone: Tone = "good" if one.state == "hired" else "quiet"
            title = f"收回执 {one.short_no}：{result}"
            found.append(Event(at=str(one.received_on), title=title, text=words, tone=tone))
    return found


def _contacts(read: Reader, uid: str, codes: CodeLists) -> list[Event]:
    tasks = [one.uid for one in read.all(Collection, employer_uid=uid)]
    return [
        Event(at=one.at, title=f"征集岗位：{contact_words(one, codes)}", text=one.note, by=one.by)
        for one in read.among(CollectionContact, "collection_uid", tasks)
    ]
