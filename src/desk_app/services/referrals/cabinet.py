"""The letters that were issued: the list, their kept pages, and how often they were printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import zstandard

from desk_app.documents.picture import gathered
from desk_app.domain.actor import Actor
from desk_app.domain.errors import StorageFault
from desk_app.domain.finding import Query
from desk_app.domain.referrals import OPEN_STATES, Letter
from desk_app.services.referrals.finding import find
from desk_app.storage.database import Database
from desk_app.storage.repository import Reader
from desk_app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One letter of the list, and how often it was printed."""

    letter: Letter
    prints: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many letters there are, how many wait for their receipt, and how many of those are late."""

    issued: int
    open: int
    late: int


class Cabinet:
    """Reading the letters, and counting their prints."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def found(self, actor: Actor, query: Query) -> tuple[str, ...]:
        """The letters that a query finds, as uids in its order; newest first where it names none.

        Filters: `state`, `due` (late, soon), `print` (never, again). Sorted by a column of the list.
        """
        return self._database.read(lambda read: read.letters(query, actor.today()))

    def listed(self, actor: Actor, uids: Sequence[str]) -> tuple[Listed, ...]:
        """These letters in this order, without those that are gone."""

        def work(read: Reader) -> tuple[Listed, ...]:
            letters = {one.uid: one for one in read.among(Letter, "uid", uids)}
            prints = read.prints([one.letter_no for one in letters.values()])
            return tuple(
                Listed(letter=letters[uid], prints=prints.get(letters[uid].letter_no, 0))
                for uid in uids
                if uid in letters
            )

        return self._database.read(work)

    def tally(self, actor: Actor) -> Tally:
        """The figures in the head of the list."""

        def work(read: Reader) -> Tally:
            still_open = read.among(Letter, "state", OPEN_STATES)
            return Tally(
                issued=read.count(Letter),
                open=len(still_open),
                late=sum(one.late(actor.today()) > 0 for one in still_open),
            )

        return self._database.read(work)

    def find(self, actor: Actor, number: str) -> Letter:
        """The letter by its number, short number or scanned code. Raises Refused where there is none."""
        return self._database.read(lambda read: find(read, number, actor))

    def rest_of_batch(self, actor: Actor, uid: str) -> tuple[str, ...]:
        """The letter and those behind it in the batch in which it was issued: what is printed again after a jam."""

        def work(read: Reader) -> tuple[str, ...]:
            letter = read.first(Letter, uid=uid)
            if letter is None:
                return ()
            same = sorted(read.all(Letter, document=letter.document), key=_page)
            return tuple(one.uid for one in same if _page(one) >= _page(letter))

        return self._database.read(work)

    def page(self, actor: Actor, uid: str) -> bytes:
        """The letter exactly as it was issued, as a PDF of one page. Raises StorageFault if its bytes are spoilt."""
        return self.pages(actor, (uid,))

    def pages(self, actor: Actor, uids: Sequence[str]) -> bytes:
        """The letters exactly as they were issued, in this order, as one PDF; a number without a page is left out."""

        def work(read: Reader) -> tuple[list[Letter], Mapping[str, tuple[str, bytes]]]:
            letters = {one.uid: one for one in read.among(Letter, "uid", uids)}
            ordered = [letters[uid] for uid in uids if uid in letters and letters[uid].document]
            return ordered, {digest: read.document(digest) for digest in {one.document for one in ordered}}

        letters, kept = self._database.read(work)
        unpacked = {digest: _unpacked(*packed) for digest, packed in kept.items()}
        return gathered(
            [
                (unpacked[digest], [_page(one) - 1 for one in same])
                for digest, same in groupby(letters, key=lambda one: one.document)
            ]
        )

    def prints(self, actor: Actor, uids: Sequence[str]) -> Mapping[str, int]:
        """How often each of these letters was printed, by uid."""
        return {one.letter.uid: one.prints for one in self.listed(actor, uids)}

    def printed(self, actor: Actor, uids: Sequence[str]) -> None:
        """Register that these letters went to the printer or were saved as a file."""

        def work(unit: UnitOfWork) -> None:
            log_prints(unit, unit.among(Letter, "uid", uids))

        self._database.write(actor, "打印推荐信", work)


def log_prints(unit: UnitOfWork, letters: Iterable[Letter]) -> None:
    """Register one print of each letter under its number; the register is also the count."""
    for letter in letters:
        unit.looked("print", letter.letter_no, 1, "打印推荐信", "用人单位")


def _page(letter: Letter) -> int:
    return letter.page or 1


def _unpacked(encoding: str, content: bytes) -> bytes:
    if encoding != "zstd":
        raise StorageFault("unknown_encoding", "存档的文件是新版程序写的，请先升级程序。")
    return zstandard.ZstdDecompressor().decompress(content)
