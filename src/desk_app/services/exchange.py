"""上报: what goes to the district."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from desk_app import resources
from desk_app.domain.actor import Actor
from desk_app.domain.changes import insert, new_uid
from desk_app.domain.codes import CodeLists
from desk_app.domain.employers import Employer
from desk_app.domain.errors import Refused
from desk_app.domain.followups import FollowUp
from desk_app.domain.office import Export, Office
from desk_app.domain.own.fields import OwnField, declared, words
from desk_app.domain.posts import Post
from desk_app.domain.privacy.exports import ROSTER
from desk_app.domain.privacy.recipients import DISTRICT, group_for
from desk_app.domain.referrals import Letter
from desk_app.domain.reports.roster import RosterSource, roster
from desk_app.domain.seekers import Membership, Seeker
from desk_app.spreadsheets.writer import book, encrypt
from desk_app.storage.database import Database
from desk_app.storage.files import staged
from desk_app.storage.repository import Reader
from desk_app.storage.unit_of_work import UnitOfWork

_SHORTEST = 6  # characters of a file password: it is said over the phone and typed by hand at the district


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What a roster would hold now, what was written since the last one, and what went out so far (newest first)."""

    name: str  # a name for the file
    persons: int
    posts: int
    letters: int
    last: Export | None
    days: int | None  # since the last one
    news: tuple[tuple[str, int], ...]  # what is new or changed since, in words with its count
    past: tuple[Export, ...]


_NEWS = (
    ("新登记人员", "seekers", True),
    ("改动人员", "seekers", False),
    ("新岗位", "posts", True),
    ("改动岗位", "posts", False),
    ("新推荐信", "letters", True),
    ("登记回执等", "letters", False),
)


class Exchange:
    """上报花名册."""

    def __init__(self, database: Database, codes: CodeLists) -> None:
        self._database = database
        self._codes = codes

    def outlook(self, actor: Actor) -> Outlook:
        """What goes now, since when, and what went out so far."""

        def work(read: Reader) -> Outlook:
            office = read.first(Office)
            past = tuple(reversed(read.all(Export)))
            last = next((one for one in past if one.kind == ROSTER), None)
            written = read.written_since(last.uid) if last else {}
            today = actor.today()
            return Outlook(
                name=f"{office.short_name if office else ''}一人一岗花名册{today:%Y%m%d}.xlsx",
                persons=read.count(Seeker),
                posts=read.count(Post),
                letters=read.count(Letter),
                last=last,
                days=(today - datetime.fromisoformat(last.at).date()).days if last else None,
                news=tuple((words, count) for words, noun, new in _NEWS if (count := written.get((noun, new), 0))),
                past=past,
            )

        return self._database.read(work)

    def roster(self, actor: Actor, out: Path, *, plain: bool, reason: str, password: str | None) -> dict[str, Any]:
        """Write the district's sheet, encrypted with the file password; `plain` needs a reason. It is registered."""
        district = resources.recipients()[DISTRICT]
        if plain and district.encrypted and not reason.strip():
            raise Refused("reason_missing", "不加密导出要写明用途（--reason）。")
        if not plain and not password:
            raise Refused("no_file_password", "请先设文件密码（DESK_APP_FILE_PASSWORD），花名册要加密后才能带出。")
        if not plain and len(password or "") < _SHORTEST:
            raise Refused("weak_file_password", f"文件密码太短，至少 {_SHORTEST} 位。")
        source = self._database.read(lambda read: _source(read, self._codes))
        content = book(roster(source, self._codes, actor.today(), partial(group_for, district, self._codes["group"])))
        if not plain:
            content = encrypt(content, password or "")
        export = Export(
            uid=new_uid(),
            kind=ROSTER,
            file=out.name,
            at=actor.moment(),
            by=actor.name,
            persons=len(source.seekers),
            recipient=district.title,
            reason=reason.strip() or district.why,
            encrypted=not plain,
            sha256=hashlib.sha256(content).hexdigest(),
        )

        def register(unit: UnitOfWork) -> None:
            unit.apply(insert(export))
            unit.looked("export", out.name, len(source.seekers), export.reason, export.recipient)

        with staged(out, content):
            self._database.write(actor, "导出花名册", register)
        return {
            "file": str(out),
            "persons": len(source.seekers),
            "posts": len(source.posts),
            "letters": len(source.letters),
            "encrypted": not plain,
        }


def _source(read: Reader, codes: CodeLists) -> RosterSource:
    office = read.first(Office)
    if office is None:
        raise Refused("no_office", "还没有建立机构。")
    seekers, posts = read.all(Seeker), read.all(Post)
    sent = [one for one in read.all(OwnField) if one.in_export]
    own = {noun: declared(sent, noun) for noun in ("seekers", "posts")}
    said = {
        one.uid: tuple(words(own[noun], one.extra, codes).values())
        for noun, records in (("seekers", seekers), ("posts", posts))
        for one in records
        if own[noun]
    }
    return RosterSource(
        office=office,
        seekers=seekers,
        memberships=read.all(Membership),
        posts=posts,
        employers=read.by_uid(Employer),
        letters=read.all(Letter),
        follow_ups=read.all(FollowUp),
        own={noun: tuple(one.label for one in fields.values()) for noun, fields in own.items()},
        said=said,
    )
