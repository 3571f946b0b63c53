"""A letter by what is typed or scanned."""

from __future__ import annotations

from desk_app.documents.signature import parse_qr
from desk_app.domain.actor import Actor
from desk_app.domain.errors import Refused
from desk_app.domain.referrals import Letter, parse_short_no
from desk_app.storage.repository import Reader


def find(read: Reader, number: str, actor: Actor) -> Letter:
    """The letter by full number, short number, bare sequence of this desk and year, or scanned QR text.

    Raises Refused where there is none.
    """
    typed = number.strip()
    if typed.upper().startswith("R1-"):
        code = parse_qr(typed)
        found = read.all(Letter, desk=code.desk, year=code.year, sequence=code.sequence)
        found = tuple(letter for letter in found if letter.signature == typed.upper())
    elif short := parse_short_no(typed, actor.desk, actor.today().year):
        found = read.all(Letter, desk=short[0], year=short[1], sequence=short[2])
    else:
        found = read.all(Letter, letter_no=typed)
    if len(found) != 1:
        raise Refused("no_such_letter", f"没有编号为 {typed[:40]} 的推荐信，请核对。")
    return found[0]
