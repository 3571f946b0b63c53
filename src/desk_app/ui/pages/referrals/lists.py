"""The list of the page: those who said yes and have no letter yet, then the letters, newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from desk_app.bootstrap import Desk
from desk_app.domain.finding import Query, name_tokens
from desk_app.domain.referrals import OPEN_STATES, Letter
from desk_app.resources import surnames
from desk_app.services.referrals import Listed, Pair, Waiting
from desk_app.ui.kit.tables import Column, Row
from desk_app.ui.kit.tags import Tag, Tone

READY, HINDERED = "ready", "hindered"
"""States of the list that are no letter's: 待开具 and 暂不能开."""

COLUMNS = (
    Column("state", "状态", 180, tags=True),
    Column("number", "编号", 80),
    Column("person", "姓名", 80),
    Column("employer", "用人单位", 150),
    Column("post", "岗位", 96),
    Column("due", "回执期限", 126),
    Column("issued", "开具", 126),
    Column("valid", "有效期至", 126),
    Column("clerk", "经办人", 80),
)
_TONES: Mapping[str, Tone] = {
    "issued": "accent",
    "hired": "good",
    "not_hired": "quiet",
    "declined": "quiet",
    "overdue": "danger",
    "void": "quiet",
}


class LetterSource:
    """A source of the table. Asked on pool threads; what it holds is replaced, never changed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.ready: Mapping[str, Pair] = {}
        self.hindered: Mapping[str, tuple[Pair, str]] = {}
        self._read: Mapping[str, Listed] = {}

    def keys(self, query: Query) -> Sequence[str]:
        """First the proposals that wait for a letter, then the letters."""
        desk = self._desk
        self._keep(desk.referrals.waiting(desk.actor))
        states = query.filters.get("state", ())
        kept = tuple(state for state in states if state not in (READY, HINDERED))
        waiting: list[str] = []
        if not query.filters.get("due") and not query.filters.get("print"):
            if not states or READY in states:
                waiting += [uid for uid, pair in self.ready.items() if _has(pair, query.text)]
            if not states or HINDERED in states:
                waiting += [uid for uid, (pair, _) in self.hindered.items() if _has(pair, query.text)]
        if states and not kept:
            return waiting
        filters = {name: keys for name, keys in query.filters.items() if name != "state"}
        filters |= {"state": kept} if kept else {}
        asked = Query(text=query.text, filters=filters, sort=query.sort, descending=query.descending)
        return (*waiting, *desk.referrals.cabinet.found(desk.actor, asked))

    def rows(self, keys: Sequence[str]) -> Sequence[Row]:
        """What stands in the cells."""
        desk = self._desk
        letters = [key for key in keys if key not in self.ready and key not in self.hindered]
        listed = {one.letter.uid: one for one in desk.referrals.cabinet.listed(desk.actor, letters)}
        self._read = {**self._read, **listed} if len(self._read) < _REMEMBERED else listed
        return [self._row(key) for key in keys]

    def letter(self, key: str | None) -> Listed | None:
        """The letter of a row, as it was last read."""
        return self._read.get(key) if key else None

    def pair(self, key: str | None) -> Pair | None:
        """The pair of a row that has no letter yet."""
        hindered = self.hindered.get(key or "")
        return self.ready.get(key or "") or (hindered[0] if hindered else None)

    def cause(self, key: str | None) -> str:
        """Why a pair cannot have a letter now; "" if it can."""
        hindered = self.hindered.get(key or "")
        return hindered[1] if hindered else ""

    def key_of(self, uid: str) -> str:
        """The row of a letter, a proposal or a person that waits for a letter."""
        waiting = {pair.seeker.uid: key for key, pair in self.ready.items()}
        waiting |= {pair.seeker.uid: key for key, (pair, _) in self.hindered.items()}
        return waiting.get(uid, uid)

    def _keep(self, waiting: Waiting) -> None:
        self.ready = {pair.proposal.uid: pair for pair in waiting.ready}
        self.hindered = {pair.proposal.uid: (pair, cause.sentence) for pair, cause in waiting.hindered}

    def _row(self, key: str) -> Row:
        pair = self.pair(key)
        if pair is not None:
            tag = Tag("暂不能开", "caution") if self.cause(key) else Tag("待开具", "good")
            return {
                "state": (tag,),
                "person": pair.seeker.name,
                "employer": pair.employer.name,
                "post": pair.post.title,
            }
        one = self._read.get(key)
        if one is None:
            return {}
        letter, printed = one.letter, one.letter.printed
        return {
            "state": state_tags(one, self._desk.codes["letter_state"].label(letter.state), self._desk.actor.today()),
            "number": letter.short_no,
            "person": printed.get("seeker_name", ""),
            "employer": printed.get("employer_name", ""),
            "post": printed.get("post_title", ""),
            "issued": str(letter.issued_on or ""),
            "valid": str(letter.valid_until or ""),
            "due": str(letter.receipt_due or "") if letter.state in OPEN_STATES else "",
            "clerk": letter.clerk,
        }


_REMEMBERED = 4_000


def state_tags(one: Listed, label: str, today: date) -> tuple[Tag, ...]:
    """The letter's state, whether its receipt is late, whether it was never printed."""
    tags = [Tag(label, _TONES.get(one.letter.state, "quiet"))]
    if one.letter.state in OPEN_STATES:
        tags += _late(one.letter, today)
        if not one.prints:
            tags.append(Tag("未打印", "caution"))
    return tuple(tags)


def _late(letter: Letter, today: date) -> list[Tag]:
    days = letter.late(today)
    if days > 0:
        return [Tag(f"过期 {days} 天", "danger")]
    return [Tag("今天到期", "caution")] if letter.receipt_due == today else []


def _has(pair: Pair, text: str) -> bool:
    if not text:
        return True
    names = name_tokens(pair.seeker.name, surnames())
    words = "\n".join((*names, pair.seeker.seeker_no, pair.employer.name, pair.post.title)).lower()
    return all(word in words for word in text.lower().split())
