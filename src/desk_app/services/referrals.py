"""推荐信: issuing letters, taking receipts, voiding."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import zstandard

from desk_app.documents.signature import SignedLetter, parse_qr, signed_letter
from desk_app.documents.wording import shipped_wording
from desk_app.domain.actor import Actor
from desk_app.domain.answers import OPEN_STATES as OPEN_PROPOSALS
from desk_app.domain.changes import ChangeSet, insert, new_uid, together, update
from desk_app.domain.clocks import Clocks
from desk_app.domain.codes import CodeLists
from desk_app.domain.employers import Employer
from desk_app.domain.errors import Refused
from desk_app.domain.identity import is_under
from desk_app.domain.matching.walls import may_start
from desk_app.domain.office import Office
from desk_app.domain.posts import Post
from desk_app.domain.progress import Progress
from desk_app.domain.proposals import Answer, Proposal
from desk_app.domain.referral_text import LetterContent, as_data
from desk_app.domain.referrals import OPEN_STATES, SEAT_STATES, Cause, Letter, after_receipt, obstacle, void
from desk_app.domain.seekers import Seeker
from desk_app.domain.service_log import ServiceEntry
from desk_app.storage.database import Database
from desk_app.storage.files import staged
from desk_app.storage.repository import Reader
from desk_app.storage.unit_of_work import UnitOfWork

NUMBERS = "letter"
"""The row of gapless numbers that letters are taken from."""
_ADULT = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A proposal with all that its letter is made from."""

    proposal: Proposal
    seeker: Seeker
    post: Post
    employer: Employer
    answer: Answer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """The pairs that may have a letter, those that may not with the cause, and where the numbers stand."""

    office: Office
    pairs: tuple[Pair, ...]
    refused: tuple[tuple[Pair, Cause], ...]
    last_number: int


class Referrals:
    """推荐信与回执."""

    def __init__(self, database: Database, codes: CodeLists, clocks: Clocks) -> None:
        self._database = database
        self._codes = codes
        self._clocks = clocks

    def issue(
        self, actor: Actor, out: Path, *, limit: int | None = None, progress: Progress | None = None
    ) -> tuple[list[dict[str, Any]], list[dict[str, str]]]:
        """Issue letters for all pairs with a yes and a confirmed post; returns what was issued and what was refused.

        The pages are made before the transaction, for the numbers that come next; numbers, letters, the kept bytes and
        the state of the persons are then written together, and refused if another desk took a number meanwhile. The
        file gets its name only after that.
        """
        from desk_app.documents.letter import letters_pdf  # drawing is only needed here: 0.2 s of every other start

        ready = self._database.read(lambda read: _ready(read, actor, limit))
        refused = [_refusal(pair, cause) for pair, cause in ready.refused]
        if not ready.pairs:
            return [], refused
        numbers = range(ready.last_number + 1, ready.last_number + 1 + len(ready.pairs))
        key = bytes.fromhex(ready.office.signing_key)
        signed = [
            signed_letter(self._content(ready.office, pair, actor, number), key)
            for pair, number in zip(ready.pairs, numbers, strict=True)
        ]
        document = letters_pdf(signed, shipped_wording(), progress or Progress())
        digest = hashlib.sha256(document).hexdigest()
        letters = [
            _letter(pair, one, actor, digest, page)
            for page, (pair, one) in enumerate(zip(ready.pairs, signed, strict=True), start=1)
        ]

        def work(unit: UnitOfWork) -> None:
            if unit.numbers(NUMBERS, actor.today().year, len(letters)) != numbers:
                raise Refused("numbers_moved", "刚才有别的推荐信占用了编号，这一批没有开具，请重试。")
            unit.keep_document(digest, "zstd", zstandard.ZstdCompressor(level=19).compress(document))
            unit.apply(
                together(_issued(pair, letter, actor) for pair, letter in zip(ready.pairs, letters, strict=True))
            )
            unit.looked("print", out.name, len(letters), "开具推荐信", "用人单位")

        with staged(out, document):
            self._database.write(actor, "开具推荐信", work)
        return [_shown(pair, letter) for pair, letter in zip(ready.pairs, letters, strict=True)], refused

    def take_receipt(
        self, actor: Actor, number: str, result: str, *, reason: str = "", start: date | None = None
    ) -> dict[str, Any]:
        """Record what came back for a letter, by its full number, its short number or its scanned QR text."""
        code = self._codes["receipt_reason"].find(reason) if reason else None
        if reason and code is None:
            known = "、".join(f"{one.code}（{one.label}）" for one in self._codes["receipt_reason"])
            raise Refused("wrong_reason", f"不认识这个原因。可用：{known}。")

        def work(unit: UnitOfWork) -> dict[str, Any]:
            letter = _find(unit, number)
            seeker = unit.first(Seeker, uid=letter.seeker_uid)
            post = unit.first(Post, uid=letter.post_uid)
            if seeker is None or post is None:
                raise Refused("wrong_step", f"推荐信 {letter.short_no} 没有对应的人员或岗位，不能登记回执。")
            if result == "hired":
                wall = may_start(seeker, post, start or actor.today())
                if wall:
                    raise Refused(wall.code, wall.sentence)
            changes, follow_ups = after_receipt(
                letter,
                seeker,
                result,
                actor,
                self._clocks.follow_up_days,
                reason=code.code if code else "",
                start=start,
            )
            unit.apply(changes)
            return {
                "no": letter.letter_no,
                "state": result,
                "state_label": self._codes["letter_state"].label(result),
                "follow_ups": [{"after_days": one.after_days, "due_on": str(one.due_on)} for one in follow_ups],
            }

        return self._database.write(actor, "收回执", work)[0]

    def void(self, actor: Actor, number: str, reason: str) -> str:
        """Void a letter: its number and the reason stay for ever, the person waits again; returns the full number."""

        def work(unit: UnitOfWork) -> str:
            letter = _find(unit, number)
            unit.apply(void(letter, unit.first(Seeker, uid=letter.seeker_uid), reason))
            return letter.letter_no

        return self._database.write(actor, "作废推荐信", work)[0]

    def _content(self, office: Office, pair: Pair, actor: Actor, sequence: int) -> LetterContent:
        today = actor.today()
        valid_until = today + timedelta(days=office.letter_valid_days or self._clocks.letter_valid_days)
        seeker, employer = pair.seeker, pair.employer
        number = office.letter_no(actor.desk, today.year, sequence)
        short = Letter(uid="", desk=actor.desk, year=today.year, sequence=sequence).short_no
        return LetterContent(
            office_code=office.region,
            office_name=office.name,
            org_short="所",
            desk=actor.desk,
            year=today.year,
            sequence=sequence,
            letter_no=number,
            short_no=short,
            issued_on=today,
            valid_until=valid_until,
            receipt_due=valid_until + timedelta(days=self._clocks.receipt_grace_days),
            seeker_name=seeker.name,
            seeker_phone=seeker.mobile if pair.answer and pair.answer.phone_consent else "",
            id_tail=seeker.id_no[-4:],
            sex=self._codes["sex"].label(seeker.sex),
            education=self._codes["education"].label(seeker.education),
            employer_name=employer.name,
            employer_address=employer.address or pair.post.place,
            employer_contact=employer.contact,
            employer_phone=employer.phone,
            post_title=pair.post.title,
            clerk=actor.name,
            office_address=office.address,
            office_phone=office.phone,
            complaint_phone=office.complaint_phone,
            practice=bool(office.practice),
            minor_notice=seeker.birth_date is not None and is_under(seeker.birth_date, _ADULT, today),
        )


def _ready(read: Reader, actor: Actor, limit: int | None) -> Ready:
    office = read.first(Office)
    if office is None:
        raise Refused("no_office", "还没有建立机构。")
    pairs = _pairs(read)
    taken = Counter(letter.post_uid for letter in read.among(Letter, "state", SEAT_STATES))
    holding = {letter.seeker_uid for letter in read.among(Letter, "state", OPEN_STATES)}
    good: list[Pair] = []
    refused: list[tuple[Pair, Cause]] = []
    for pair in pairs:
        free = (pair.post.headcount or 0) - taken[pair.post.uid]
        cause = _obstacle(pair, free, actor.today(), holding)
        if cause:
            refused.append((pair, cause))
        elif limit is None or len(good) < limit:
            good.append(pair)
            taken[pair.post.uid] += 1
            holding.add(pair.seeker.uid)
    last = read.last_number(NUMBERS, actor.desk, actor.today().year)
    return Ready(office=office, pairs=tuple(good), refused=tuple(refused), last_number=last)


def _obstacle(pair: Pair, free: int, today: date, holding: set[str]) -> Cause | None:
    if pair.seeker.uid in holding:
        return Cause("open_letter", "本人还有一封推荐信没有收到回执，不能再开。")
    if pair.employer.blocked_reason:
        return Cause("employer_blocked", "用人单位已停止推荐。")
    wall = may_start(pair.seeker, pair.post, today)
    return Cause(wall.code, wall.sentence) if wall else obstacle(pair.proposal, pair.answer, pair.post, free, today)


def _pairs(read: Reader) -> tuple[Pair, ...]:
    """The open proposals with their newest answers, in the order of villages and names in which they are handed out."""
    proposals = read.among(Proposal, "state", OPEN_PROPOSALS)
    seekers: Mapping[str, Seeker] = {
        one.uid: one for one in read.among(Seeker, "uid", {p.seeker_uid for p in proposals})
    }
    posts: Mapping[str, Post] = {one.uid: one for one in read.among(Post, "uid", {p.post_uid for p in proposals})}
    employers = {one.uid: one for one in read.among(Employer, "uid", {post.employer_uid for post in posts.values()})}
    answers = {(one.seeker_uid, one.post_uid): one for one in read.all(Answer)}
    pairs = [
        Pair(
            proposal=one,
            seeker=seekers[one.seeker_uid],
            post=posts[one.post_uid],
            employer=employers[posts[one.post_uid].employer_uid],
            answer=answers.get((one.seeker_uid, one.post_uid)),
        )
        for one in proposals
    ]
    return tuple(sorted(pairs, key=lambda pair: (pair.seeker.village, pair.seeker.name, pair.seeker.seeker_no)))


def _letter(pair: Pair, signed: SignedLetter, actor: Actor, document: str, page: int) -> Letter:
    content = signed.content
    return Letter(
        uid=new_uid(),
        letter_no=content.letter_no,
        desk=content.desk,
        year=content.year,
        sequence=content.sequence,
        seeker_uid=pair.seeker.uid,
        post_uid=pair.post.uid,
        employer_uid=pair.employer.uid,
        answer_uid=pair.answer.uid if pair.answer else "",
        issued_on=content.issued_on,
        valid_until=content.valid_until,
        receipt_due=content.receipt_due,
        clerk=actor.name,
        printed=as_data(content),
        signature=signed.qr,
        document=document,
        page=page,
    )


def _issued(pair: Pair, letter: Letter, actor: Actor) -> ChangeSet:
    entry = ServiceEntry(
        uid=new_uid(),
        seeker_uid=pair.seeker.uid,
        kind="letter",
        how="window",
        at=actor.moment(),
        by=actor.name,
        result="issued",
        note=letter.letter_no,
    )
    return together(
        (insert(letter, entry), update(pair.proposal, state="lettered"), update(pair.seeker, state="referred"))
    )


def _shown(pair: Pair, letter: Letter) -> dict[str, Any]:
    return {
        "no": letter.letter_no,
        "short_no": letter.short_no,
        "page": letter.page,
        "seeker_no": pair.seeker.seeker_no,
        "post_no": pair.post.post_no,
    }


def _refusal(pair: Pair, cause: Cause) -> dict[str, str]:
    return {
        "seeker_no": pair.seeker.seeker_no,
        "post_no": pair.post.post_no,
        "kind": cause.kind,
        "cause": cause.sentence,
    }


def _find(read: Reader, number: str) -> Letter:
    """The letter by full number, short number or scanned QR text."""
    typed = number.strip()
    if typed.upper().startswith("R1-"):
        code = parse_qr(typed)
        found = read.all(Letter, desk=code.desk, year=code.year, sequence=code.sequence)
        found = tuple(letter for letter in found if letter.signature == typed.upper())
    else:
        found = read.all(Letter, letter_no=typed) or tuple(one for one in read.all(Letter) if one.short_no == typed)
    if len(found) != 1:
        raise Refused("no_such_letter", f"没有编号为 {typed[:40]} 的推荐信，请核对。")
    return found[0]
