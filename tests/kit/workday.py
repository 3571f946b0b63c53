"""A working day of an office through its real use cases, action by action; each action is one writing transaction.

Run as a program (`python -m tests.kit.workday HOME MARKER ACTIONS`) it writes a byte to MARKER after each action that
was acknowledged, and the digest of the whole content after it to `digests` beside the marker.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from desk_app import resources
from desk_app.bootstrap import Desk, open_desk
from desk_app.domain.changes import insert, update
from desk_app.domain.practice.town import Township, township
from desk_app.domain.referrals import Letter
from desk_app.domain.seekers import Seeker
from desk_app.paths import Folders
from desk_app.storage.unit_of_work import UnitOfWork
from tests.kit.office import PASSWORD, FixedClock, founded

Action = Callable[[], Any]


def workday(desk: Desk, folder: Path, clock: FixedClock) -> Iterator[Action]:
    """The actions of a day, without end: a list taken in, posts verified, a plan, then the traffic at the counter."""
    town = township("S", 5, clock.now().date(), resources.practice_words())
    yield lambda: take_in(desk, town, slice(0, 60), slice(0, 20))
    yield lambda: desk.posts.confirm(desk.actor, "练习员", "phone")
    yield lambda: desk.matching.match(desk.actor, 1)
    waiting = [pair["seeker_no"] for pair in desk.matching.plan()]
    seekers = {one.seeker_no: one for one in desk.database.read(lambda read: read.all(Seeker))}
    for turn in itertools.count():
        clock.forward(minutes=2)
        number = waiting[turn % len(waiting)]
        phone = f"154{turn:08d}"
        yield lambda number=number, phone=phone: change_phone(desk, seekers[number].uid, phone)
        if turn < len(waiting):
            yield lambda number=number: desk.proposals.answer_file(desk.actor, answer(number))
            yield lambda turn=turn: desk.referrals.issue(desk.actor, folder / f"{turn}.pdf", limit=1)
            short = f"{clock.now().year}-{turn + 1}"
            result = ("hired", "declined", "overdue")[turn % 3]
            yield lambda short=short, result=result: desk.referrals.take_receipt(desk.actor, short, result)


def number_of(order: int) -> str:
    """The ID number of the order-th invented person."""
    from stdnum.cn import ric

    year, rest = 1970 + order // 499, order % 499
    body = f"410099{year}0615{rest * 2 + 1:03d}"
    return body + str(ric.calc_check_digit(body + "0"))


def take_in(desk: Desk, town: Township, persons: slice, posts: slice) -> None:
    """Some of the township's people and posts, as an import writes them."""
    seekers = [update_number(one, f"T{index:03d}") for index, one in enumerate(town.seekers[persons])]
    taken = town.posts[posts]
    uids = {one.uid for one in seekers}
    members = [one for one in town.memberships if one.seeker_uid in uids]
    employers = [one for one in town.employers if one.uid in {post.employer_uid for post in taken}]

    def work(unit: UnitOfWork) -> None:
        numbered = [update_post(post, f"Q{index:03d}") for index, post in enumerate(taken)]
        unit.apply(insert(*seekers, *members, *employers, *numbered))

    desk.database.write(desk.actor, "导入", work)


def update_number(seeker: Seeker, number: str) -> Seeker:
    after: Seeker = update(seeker, seeker_no=number, state="unverified").changes[0].after
    return after


def update_post(post: Any, number: str) -> Any:
    return update(post, post_no=number).changes[0].after


def change_phone(desk: Desk, uid: str, phone: str) -> None:
    def work(unit: UnitOfWork) -> None:
        seeker = unit.first(Seeker, uid=uid)
        unit.apply(update(seeker, mobile=phone))

    desk.database.write(desk.actor, "改电话", work)


def answer(number: str) -> bytes:
    return f"seeker_no,answer,by,how,phone_consent\n{number},willing,练习员,phone,yes\n".encode()


def digest(connection: Any) -> str:
    """One hash over every row of every table (a driver's own connection)."""
    whole = hashlib.sha256()
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    for name in names:
        whole.update(name.encode())
        for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY 1'):
            whole.update(repr(tuple(bytes(v) if isinstance(v, memoryview) else v for v in row)).encode())
    return whole.hexdigest()


def main(home: Path, marker: Path, actions: int) -> None:
    clock = FixedClock()
    folders = Folders(home)
    if not folders.database.exists():
        founded(home, clock)
    out = marker.parent / "letters"
    out.mkdir(exist_ok=True)
    with open_desk(folders, PASSWORD, clock) as desk:
        digests = [desk.database.raw(digest)]
        handle = os.open(marker, os.O_WRONLY | os.O_CREAT, 0o600)
        for action in itertools.islice(workday(desk, out, clock), actions):
            action()
            os.write(handle, b".")
            digests.append(desk.database.raw(digest))
        os.close(handle)
        (marker.parent / "digests").write_text(json.dumps(digests))
        (marker.parent / "key").write_bytes(desk.database.key)
        assert desk.database.read(lambda read: read.count(Letter)) or actions < 6


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
