"""Posts: verification by name and with the employer's word."""

from __future__ import annotations

from collections.abc import Iterable

from desk_app.domain.actor import Actor
from desk_app.domain.clocks import Clocks
from desk_app.domain.codes import CodeLists
from desk_app.domain.errors import Refused
from desk_app.domain.posts import Post, confirm
from desk_app.storage.database import Database
from desk_app.storage.unit_of_work import UnitOfWork


class Posts:
    """岗位."""

    def __init__(self, database: Database, codes: CodeLists, clocks: Clocks) -> None:
        self._database = database
        self._codes = codes
        self._clocks = clocks

    def confirm(self, actor: Actor, by: str, how: str, post_nos: Iterable[str] | None = None) -> int:
        """Record that `by` verified the posts (all that can be, or those numbered); returns how many.

        An unknown number, or a numbered post that is withdrawn or past its closing day, refuses all of them.
        """
        way = self._codes["how"].find(how)
        if not by.strip() or way is None or way.code not in ("phone", "visit"):
            raise Refused("verifier_missing", "请写明核实人姓名，以及是电话（phone）还是实地（visit）核实。")

        def work(unit: UnitOfWork) -> int:
            posts = unit.all(Post)
            if post_nos is not None:
                posts = _numbered(posts, post_nos, actor)
            changes = confirm(posts, by.strip(), way.code, actor.today(), self._clocks.post_valid_days)
            unit.apply(changes)
            return sum(post.can_be_confirmed(actor.today()) for post in posts)

        return self._database.write(actor, "核实岗位", work)[0]


def _numbered(posts: Iterable[Post], post_nos: Iterable[str], actor: Actor) -> tuple[Post, ...]:
    by_no = {post.post_no: post for post in posts}
    wanted = list(dict.fromkeys(post_nos))
    for number in wanted:
        if number not in by_no:
            raise Refused("no_such_post", f"没有岗位编号 {number}，全部没有登记，请核对。")
        if not by_no[number].can_be_confirmed(actor.today()):
            raise Refused("post_closed", f"岗位 {number} 已撤销或已过有效期，全部没有登记，请先更新有效期。")
    return tuple(by_no[number] for number in wanted)
