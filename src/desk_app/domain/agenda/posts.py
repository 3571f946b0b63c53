"""Posts of the plan that somebody counts on and that cannot be used as they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from desk_app.domain.agenda.item import Item, line, short
from desk_app.domain.clocks import Clocks
from desk_app.domain.employers import Employer
from desk_app.domain.posts import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class PostWaiting:
    """A post that stands in the plan with trouble ahead, and for how many persons."""

    post: Post
    persons: int
    employer: Employer | None


def lines(waiting: Iterable[PostWaiting], clocks: Clocks, today: date) -> Iterable[Item]:
    """A line for each post that is not verified, not open, verified too long ago, or ends soon."""
    for one in waiting:
        post, employer = one.post, one.employer
        due, trouble, verb = today, "", "核实"
        if not post.is_verified() or post.state == "unverified":
            trouble = "还没有核实"
        elif post.state != "open":
            trouble, verb = "已不在招聘中", "处理"
        elif post.valid_until is None or post.valid_until < today:
            due = post.valid_until or today
            trouble, verb = f"{short(post.valid_until)} 已到期", "续期"
        elif post.is_stale(today):
            due, trouble, verb = post.recheck_on or today, f"核实已过 {short(post.recheck_on)}，用前要复核", "复核"
        elif post.valid_until <= today + timedelta(days=clocks.post_ends_soon_days):
            due, trouble, verb = post.valid_until, f"{short(post.valid_until)} 到期", "续期"
        else:
            continue
        why = f"方案里 {one.persons} 人等这个岗位，{trouble}"
        who = f"{post.title} · {employer.name}" if employer else post.title
        phone = employer.phone if employer else ""
        yield line("post", post.uid, due, why, who=who, phone=phone, target=post.uid, verb=verb)
