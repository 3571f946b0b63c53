"""查找: lists by query, anything by name or pinyin, and who may be the same person already (search before create)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from desk_app import resources
from desk_app.domain.actor import Actor
from desk_app.domain.codes import CodeLists
from desk_app.domain.employers import Employer
from desk_app.domain.errors import Refused
from desk_app.domain.fields import OWN
from desk_app.domain.finding import NOTHING, Query, by_pinyin, masked
from desk_app.domain.likeness import Likeness, clues, likeness
from desk_app.domain.own.fields import OwnField, declared, listed, masked_words, meaning
from desk_app.domain.posts import Post
from desk_app.domain.privacy.recipients import groups_asked, shown_groups
from desk_app.domain.proposals import Proposal
from desk_app.domain.referrals import SEAT_STATES, Letter, parse_short_no
from desk_app.domain.seekers import Membership, Seeker
from desk_app.storage.database import Database
from desk_app.storage.repository import Reader

Row = Mapping[str, Any]
_UNDER_WAY = ("proposed", "considering", "agreed", "lettered")
"""Proposals that a clerk or a person has taken up."""
_ALIKE = 40  # records looked at closely when somebody types a new person


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One thing found anywhere: `page` and `uid` are where it is shown."""

    page: str
    noun: str
    uid: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Similar:
    """Somebody on file who may be the person being typed, and why; `same`: a document number says so."""

    uid: str
    name: str
    detail: str
    reasons: tuple[str, ...]
    same: bool


class Finding:
    """查找. Both roles may search; numbers are masked here, so that no list holds them in clear."""

    def __init__(self, database: Database, codes: CodeLists) -> None:
        self._database = database
        self._codes = codes
        self._orders = {
            "state": [item.code for item in codes["seeker_state"]],
            "education": [item.code for item in sorted(codes["education"], key=lambda item: item.rank)],
        }

    # Persons

    def seekers(self, actor: Actor, query: Query) -> tuple[str, ...]:
        """The uids of all job seekers that the query finds.

        Filters: group (memberships in force on `query.on`, or today), village, state, education, sex, and the office's
        own fields by name (extra.驾照); finding.NOTHING = not entered.
        Sorts: name, seeker_no, id_no, sex, birth_date, mobile, registered_on, education, village, state, last_contact.
        """
        asked = {one.code for one in groups_asked(self._codes, actor)} | {NOTHING}
        if not asked.issuperset(query.filters.get("group", ())):
            raise Refused("guarded_group", "按这个人员类别列名单要由主管来做。")
        if query.on and "group" not in query.filters:
            query = replace(query, filters={**query.filters, "group": tuple(asked - {NOTHING})})

        def work(read: Reader) -> tuple[str, ...]:
            orders: dict[str, Sequence[str]] = dict(self._orders)
            if query.sort == "village":
                orders["village"] = sorted(read.counts(Seeker, "village"), key=by_pinyin)
            return read.seekers(_spelt_out(query, read, self._codes), query.on or actor.today(), orders)

        return self._database.read(work)

    def seeker_rows(self, actor: Actor, uids: Sequence[str]) -> list[Row]:
        """What the list of persons shows, one row for each uid; an empty row for one that is gone.

        uid, seeker_no, name, sex, age, groups (words), state (word), state_code, village, education, id_no and mobile
        (masked), last_contact (2026-03-15), post (employer · title that holds or is being talked about), and the
        office's own fields by name (extra.驾照).
        """
        today = actor.today()

        def work(read: Reader) -> list[Row]:
            persons = {one.uid: one for one in read.among(Seeker, "uid", uids)}
            groups = self._groups(read, uids, today)
            contacts = read.last_contacts(uids)
            places = _posts_of(read, uids)
            own = listed(read.all(OwnField, noun="seekers"), "seekers")
            return [
                self._seeker(persons[uid], groups[uid], contacts.get(uid, "")[:10], places.get(uid, ""), today)
                | masked_words(own, persons[uid].extra, self._codes)
                if uid in persons
                else {}
                for uid in uids
            ]

        return self._database.read(work)

    def _seeker(self, one: Seeker, groups: tuple[str, ...], contact: str, place: str, today: date) -> dict[str, Any]:
        codes = self._codes
        return {
            "uid": one.uid,
            "seeker_no": one.seeker_no,
            "name": one.name,
            "sex": codes["sex"].label(one.sex),
            "age": "" if one.birth_date is None else str(_age(one.birth_date, today)),
            "groups": groups,
            "state": codes["seeker_state"].label(one.state),
            "state_code": one.state,
            "village": one.village,
            "education": codes["education"].label(one.education),
            "id_no": masked(one.id_no),
            "mobile": masked(one.mobile),
            "last_contact": contact,
            "post": place,
        }

    def _groups(self, read: Reader, uids: Sequence[str], today: date) -> Mapping[str, tuple[str, ...]]:
        """The groups of each person in the order in which the office serves them."""
        found: dict[str, set[str]] = defaultdict(set)
        listed = self._codes["group"]
        open_ = shown_groups(listed)
        for membership in read.among(Membership, "seeker_uid", uids):
            if membership.group in open_ and membership.holds_on(today):
                found[membership.seeker_uid].add(membership.group)
        order = {item.code: number for number, item in enumerate(listed)}
        return {
            uid: tuple(listed.short(code) for code in sorted(found[uid], key=lambda code: order.get(code, len(order))))
            for uid in uids
        }

    def villages(self, actor: Actor) -> tuple[tuple[str, int], ...]:
        """The villages of the persons on file with how many there are of each, by pinyin; "" = none entered."""
        counted = self._database.read(lambda read: read.counts(Seeker, "village"))
        return tuple(sorted(counted.items(), key=lambda pair: by_pinyin(pair[0])))

    # Posts and employers

    def posts(self, actor: Actor, text: str = "") -> tuple[str, ...]:
        """The uids of all posts that the words find, also in their employer, by title."""
        return self._database.read(lambda read: read.named(Post, text))

    def employers(self, actor: Actor, text: str = "") -> tuple[str, ...]:
        """The uids of all employers that the words find, by name."""
        return self._database.read(lambda read: read.named(Employer, text))

    # Anything

    def anywhere(self, actor: Actor, text: str, limit: int = 6) -> tuple[Hit, ...]:
        """Persons, employers, posts and letters that the words find, at most `limit` of each kind."""
        if not text.strip():
            return ()

        def work(read: Reader) -> tuple[Hit, ...]:
            persons = _in_order(read, Seeker, read.named(Seeker, text, limit))
            firms = _in_order(read, Employer, read.named(Employer, text, limit))
            posts = _in_order(read, Post, read.named(Post, text, limit))
            theirs = {one.uid: one for one in read.among(Employer, "uid", {one.employer_uid for one in posts})}
            letters = _letters(read, text, actor)
            named = {one.uid: one.name for one in read.among(Seeker, "uid", {one.seeker_uid for one in letters})}
            return (
                *(_hit("seekers", "seekers", one.uid, one.name, one.village, masked(one.id_no)) for one in persons),
                *(_hit("employers", "employers", one.uid, one.name, one.contact, one.phone) for one in firms),
                *(
                    _hit("posts", "posts", one.uid, one.title, theirs[one.employer_uid].name, one.post_no)
                    for one in posts
                ),
                *(
                    _hit(
                        "referrals",
                        "letters",
                        one.uid,
                        one.letter_no,
                        named.get(one.seeker_uid, ""),
                        self._codes["letter_state"].label(one.state),
                    )
                    for one in letters
                ),
            )

        return self._database.read(work)

    def similar(self, actor: Actor, typed: Mapping[str, Any], limit: int = 5) -> tuple[Similar, ...]:
        """Who on file may be the person being typed (fields of a Seeker, as far as known), the likeliest first.

        Compared are id_no (also its old 15-digit form, also while it is being typed), mobile, second_phone and name
        (also one that sounds alike).
        """
        surnames = resources.surnames()
        tokens, starts = clues(typed, surnames)

        def work(read: Reader) -> list[tuple[Seeker, Likeness]]:
            return [
                (one, how)
                for one in read.among(Seeker, "uid", read.alike(tokens, starts, _ALIKE))
                if one.uid != typed.get("uid") and (how := likeness(typed, one, surnames)).reasons
            ]

        found = self._database.read(work) if tokens or starts else []
        found.sort(key=lambda pair: -pair[1].weight)
        return tuple(
            Similar(
                uid=one.uid,
                name=one.name,
                detail=" · ".join(filter(None, (one.village, masked(one.id_no), masked(one.mobile)))),
                reasons=how.reasons,
                same=how.same,
            )
            for one, how in found[:limit]
        )


def _spelt_out(query: Query, read: Reader, codes: CodeLists) -> Query:
    """With all the texts that a record may say for what is ticked in the filter of one of the office's own fields."""
    ticked = {name: chosen for name, chosen in query.filters.items() if name.startswith(OWN)}
    if not ticked:
        return query
    own = declared(read.all(OwnField, noun="seekers"), "seekers")
    texts = {
        name: (*meaning(own[name], chosen, codes), *(one for one in chosen if one == NOTHING))
        for name, chosen in ticked.items()
        if name in own
    }
    kept = {name: chosen for name, chosen in query.filters.items() if name not in ticked}
    return replace(query, filters={**kept, **texts})


def _in_order(read: Reader, record_type: type, uids: Sequence[str]) -> list[Any]:
    records: Sequence[Any] = read.among(record_type, "uid", uids)
    found = {one.uid: one for one in records}
    return [found[uid] for uid in uids]


def _hit(page: str, noun: str, uid: str, title: str, *details: str) -> Hit:
    return Hit(page=page, noun=noun, uid=uid, title=title, detail=" · ".join(filter(None, details)))


def _letters(read: Reader, text: str, actor: Actor) -> list[Letter]:
    """The letter of a typed number, whole or short."""
    found = read.first(Letter, letter_no=text.strip())
    short = parse_short_no(text, actor.desk, actor.today().year)
    if found is None and short is not None:
        desk, year, sequence = short
        found = read.first(Letter, desk=desk, year=year, sequence=sequence)
    return [] if found is None else [found]


def _posts_of(read: Reader, uids: Sequence[str]) -> Mapping[str, str]:
    """Employer and title of the post that each person has a letter for, or else is talked to about."""
    chosen = {
        one.seeker_uid: one.post_uid for one in read.among(Proposal, "seeker_uid", uids) if one.state in _UNDER_WAY
    }
    chosen |= {
        one.seeker_uid: one.post_uid for one in read.among(Letter, "seeker_uid", uids) if one.state in SEAT_STATES
    }
    posts = {one.uid: one for one in read.among(Post, "uid", set(chosen.values()))}
    firms = {one.uid: one.name for one in read.among(Employer, "uid", {one.employer_uid for one in posts.values()})}
    return {
        seeker: f"{firms.get(posts[post].employer_uid, '')} · {posts[post].title}"
        for seeker, post in chosen.items()
        if post in posts
    }


def _age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
