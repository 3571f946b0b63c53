"""推荐信: issuing letters, taking receipts, voiding."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import zstandard

from desk_app import resources
from desk_app.documents.signature import SignedLetter, signed_letter
from desk_app.documents.wording import shipped_wording
from desk_app.domain.actor import Actor
from desk_app.domain.changes import ChangeSet, insert, new_uid, together, update
from desk_app.domain.clocks import Clocks
from desk_app.domain.codes import CodeLists
from desk_app.domain.employer_rules import EmployerRules
from desk_app.domain.errors import Refused
from desk_app.domain.fields import fields_of
from desk_app.domain.identity import is_under
from desk_app.domain.matching.walls import may_start
from desk_app.domain.office import Office
from desk_app.domain.post_kinds import PostKinds
from desk_app.domain.posts import Post
from desk_app.domain.privacy.recipients import EMPLOYER, value_for
from desk_app.domain.progress import Progress
from desk_app.domain.proposals import Proposal
from desk_app.domain.referral_text import LetterContent, as_data
from desk_app.domain.referrals import Cause, Letter, after_receipt, void
from desk_app.domain.seekers import Seeker
from desk_app.domain.service_log import ServiceEntry
from desk_app.services.referrals.cabinet import Cabinet, Listed, Tally, log_prints
from desk_app.services.referrals.finding import find
from desk_app.services.referrals.ready import NUMBERS, Pair, Ready, ready
from desk_app.storage.database import Database
from desk_app.storage.files import staged
from desk_app.storage.repository import Reader
from desk_app.storage.unit_of_work import UnitOfWork

__all__ = ["Listed", "Pair", "Referrals", "Tally", "Waiting"]

_ADULT = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Who said yes and has no letter yet: who may have one now, who not and why; and how many were not asked yet."""

    ready: tuple[Pair, ...]
    hindered: tuple[tuple[Pair, Cause], ...]
    unanswered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    """Letters with their page, made but not yet written."""

    letters: tuple[Letter, ...]
    document: bytes


class Referrals:
    """推荐信与回执."""

    def __init__(
        self, database: Database, codes: CodeLists, clocks: Clocks, rules: EmployerRules, kinds: PostKinds
    ) -> None:
        self._database = database
        self._codes = codes
        self._clocks = clocks
        self._rules, self._kinds = rules, kinds
        self.cabinet = Cabinet(database)

    def waiting(self, actor: Actor) -> Waiting:
        """Who could get a letter now, and who said yes but cannot, with the cause."""

        def work(read: Reader) -> Waiting:
            found = ready(read, actor, self._rules, self._kinds, states=("agreed",))
            unanswered = read.count(Proposal, state="proposed") + read.count(Proposal, state="considering")
            return Waiting(ready=found.pairs, hindered=found.refused, unanswered=unanswered)

        return self._database.read(work)

    def issue(
        self, actor: Actor, out: Path, *, limit: int | None = None, progress: Progress | None = None
    ) -> tuple[list[dict[str, Any]], list[dict[str, str]]]:
        """Issue letters for all pairs with a yes and a confirmed post, to a file; returns what was issued and refused.

        The file gets its name only after everything else is written.
        """
        found = self._database.read(lambda read: ready(read, actor, self._rules, self._kinds, limit=limit))
        refused = [_refusal(pair, cause) for pair, cause in found.refused]
        if not found.pairs:
            return [], refused
        drawn = self._draw(actor, found, progress or Progress())
        with staged(out, drawn.document):
            self._write(actor, found, drawn, printed=True)
        return [_shown(pair, letter) for pair, letter in zip(found.pairs, drawn.letters, strict=True)], refused

    def issue_to(
        self, actor: Actor, seekers: Collection[str] | None, progress: Progress
    ) -> tuple[tuple[Letter, ...], tuple[tuple[Pair, Cause], ...]]:
        """Issue letters to these persons (None: to all who said yes) and keep the pages; returns letters and refused.

        Raises Cancelled as long as nothing is written.
        """
        found = self._database.read(
            lambda read: ready(read, actor, self._rules, self._kinds, states=("agreed",), chosen=seekers)
        )
        if not found.pairs:
            return (), found.refused
        drawn = self._draw(actor, found, progress)
        self._write(actor, found, drawn, printed=False)
        return drawn.letters, found.refused

    def _draw(self, actor: Actor, found: Ready, progress: Progress) -> _Drawn:
        """Make the pages for the numbers that come next: before the transaction, so that nobody waits for it."""
        from desk_app.documents.letter import letters_pdf  # drawing is only needed here: 0.2 s of every other start

        first = found.last_number + 1
        key = bytes.fromhex(found.office.signing_key)
        signed = [
            signed_letter(self._content(found.office, pair, actor, number), key)
            for number, pair in enumerate(found.pairs, start=first)
        ]
        document = letters_pdf(signed, shipped_wording(), progress)
        digest = hashlib.sha256(document).hexdigest()
        letters = tuple(
            _letter(pair, one, actor, digest, page)
            for page, (pair, one) in enumerate(zip(found.pairs, signed, strict=True), start=1)
        )
        return _Drawn(letters=letters, document=document)

    def _write(self, actor: Actor, found: Ready, drawn: _Drawn, *, printed: bool) -> None:
        """Write numbers, letters, kept bytes and the persons' states together.

        Refused if another letter took a number meanwhile.
        """
        letters = drawn.letters
        packed = zstandard.ZstdCompressor(level=19).compress(drawn.document)

        def work(unit: UnitOfWork) -> None:
            taken = unit.numbers(NUMBERS, actor.today().year, len(letters))
            if list(taken) != [letter.sequence for letter in letters]:
                raise Refused("numbers_moved", "刚才有别的推荐信占用了编号，这一批没有开具，请重试。")
            unit.keep_document(letters[0].document, "zstd", packed)
            unit.apply(
                together(_issued(pair, letter, actor) for pair, letter in zip(found.pairs, letters, strict=True))
            )
            if printed:
                log_prints(unit, letters)

        self._database.write(actor, f"开具推荐信 {len(letters)} 封", work)

    def take_receipt(
        self, actor: Actor, number: str, result: str, *, reason: str = "", start: date | None = None
    ) -> dict[str, Any]:
        """Record what came back for a letter, by its full number, its short number or its scanned QR text."""
        code = self._codes["receipt_reason"].find(reason) if reason else None
        if reason and code is None:
            known = "、".join(f"{one.code}（{one.label}）" for one in self._codes["receipt_reason"].offered)
            raise Refused("wrong_reason", f"不认识这个原因。可用：{known}。")

        def work(unit: UnitOfWork) -> dict[str, Any]:
            letter = find(unit, number, actor)
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
                employment=post.is_employment,
            )
            unit.why = f"登记推荐信 {letter.short_no} 的回执：{self._codes['letter_state'].label(result)}"
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
            letter = find(unit, number, actor)
            unit.why = f"作废推荐信 {letter.short_no}"
            unit.apply(void(letter, unit.first(Seeker, uid=letter.seeker_uid), reason))
            return letter.letter_no

        return self._database.write(actor, "作废推荐信", work)[0]

    def void_all(self, actor: Actor, uids: Sequence[str], reason: str) -> int:
        """Void several letters for one reason, or none of them if one cannot be voided; returns how many."""

        def work(unit: UnitOfWork) -> int:
            letters = unit.among(Letter, "uid", uids)
            people = {one.uid: one for one in unit.among(Seeker, "uid", {one.seeker_uid for one in letters})}
            unit.apply(together(void(one, people.get(one.seeker_uid), reason) for one in letters))
            return len(letters)

        return self._database.write(actor, f"作废推荐信 {len(uids)} 封", work)[0]

    def _content(self, office: Office, pair: Pair, actor: Actor, sequence: int) -> LetterContent:
        today = actor.today()
        valid_until = today + timedelta(days=office.letter_valid_days or self._clocks.letter_valid_days)
        seeker, employer = pair.seeker, pair.employer
        reader, consent = resources.recipients()[EMPLOYER], bool(pair.answer and pair.answer.phone_consent)

        def told(name: str) -> str:
            value = getattr(seeker, name)
            return value_for(reader, "seekers", fields_of(Seeker)[name], value, self._codes, consent=consent)

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
            seeker_name=told("name"),
            seeker_phone=told("mobile"),
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
            internship=not pair.post.is_employment,
            minor_notice=seeker.birth_date is not None and is_under(seeker.birth_date, _ADULT, today),
        )


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
