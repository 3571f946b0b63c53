"""往外发: chosen posts as text for a chat group and as a poster."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from desk_app import resources
from desk_app.domain.actor import Actor
from desk_app.domain.codes import CodeLists
from desk_app.domain.employers import Employer
from desk_app.domain.errors import Refused
from desk_app.domain.matching.occupations import Occupations
from desk_app.domain.office import Office
from desk_app.domain.post_file import seats
from desk_app.domain.posts import Post
from desk_app.domain.posts_out import POSTER_MOST, GoingOut, Opening, chat_text, going_out
from desk_app.domain.referrals import Letter
from desk_app.domain.signs import need_second_look
from desk_app.services.posts.doubts import all_usual, doubts_of
from desk_app.storage.database import Database
from desk_app.storage.repository import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is to be told: the text, and in words what was left out or not passed on ("" if nothing was)."""

    text: str
    count: int
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """The poster as PDF, and in words what was left out or not passed on ("" if nothing was)."""

    pdf: bytes
    count: int
    sentence: str


class Handouts:
    """往外发."""

    def __init__(self, database: Database, codes: CodeLists, occupations: Occupations) -> None:
        self._database = database
        self._codes = codes
        self._occupations = occupations

    def chat_text(self, actor: Actor, uids: Sequence[str]) -> Told:
        """Chosen posts as text for a chat group. Raises Refused where none of them may be told."""
        office, found = self._found(actor, uids)
        text = chat_text(found.offers, office, actor.today())
        return Told(text=text, count=len(found.offers), sentence=found.sentence())

    def poster(self, actor: Actor, uids: Sequence[str]) -> Poster:
        """Chosen posts as a poster on one A4 sheet. Raises Refused for none that may be told, and for too many."""
        from desk_app.documents.poster import poster_pdf  # reportlab: 0.1 s that every start saves

        office, found = self._found(actor, uids)
        if len(found.offers) > POSTER_MOST:
            chosen = len(found.offers)
            raise Refused("too_many", f"一张海报最多印 {POSTER_MOST} 个岗位，现在选了 {chosen} 个，请少选几个。")
        pdf = poster_pdf(found.offers, office, actor.clock.now())
        return Poster(pdf=pdf, count=len(found.offers), sentence=found.sentence())

    def given(self, actor: Actor, what: str, count: int) -> None:
        """Register that posts were told to everybody: `what` is 微信文字 or 招聘海报. Nobody's data is in it."""
        self._database.write(
            actor, f"发布{what}", lambda unit: unit.looked("print", what, 0, f"发布 {count} 个岗位", "公众")
        )

    def _found(self, actor: Actor, uids: Sequence[str]) -> tuple[Office, GoingOut]:
        office, openings = self._database.read(lambda read: _openings(read, uids, self._occupations))
        return office, going_out(openings, self._codes, resources.intake_words().unlawful, actor.today())


def _openings(read: Reader, uids: Sequence[str], occupations: Occupations) -> tuple[Office, list[Opening]]:
    """The posts in the order in which they were asked for, with what is to be known of them."""
    office = read.first(Office)
    if office is None:
        raise Refused("no_office", "还没有建立机构。")
    posts = {one.uid: one for one in read.among(Post, "uid", uids)}
    firms = {one.uid: one for one in read.among(Employer, "uid", {one.employer_uid for one in posts.values()})}
    letters: dict[str, list[str]] = defaultdict(list)
    for letter in read.among(Letter, "post_uid", uids):
        letters[letter.post_uid].append(letter.state)
    usual = all_usual(read, occupations)

    def opening(post: Post) -> Opening:
        firm = firms.get(post.employer_uid, Employer(uid=""))
        doubtful = not post.second_look_by and need_second_look(doubts_of(read, post, firm.name, occupations, usual))
        return Opening(post=post, employer=firm, free=seats(post, letters[post.uid]).free, doubtful=doubtful)

    return office, [opening(posts[uid]) for uid in dict.fromkeys(uids) if uid in posts]
