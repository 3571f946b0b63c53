"""A small furnished office: people, posts, a plan, answers, letters and a receipt, made by the real use cases."""

from __future__ import annotations

import tempfile
from pathlib import Path

from desk_app import resources
from desk_app.bootstrap import Desk
from desk_app.domain.practice.town import township
from tests.kit.workday import take_in


def furnish(desk: Desk, persons: int = 40, posts: int = 12) -> None:
    """Fill an empty office so that every page has something to show."""
    town = township("S", 5, desk.actor.today(), resources.practice_words())
    take_in(desk, town, slice(0, persons), slice(0, posts))
    desk.posts.confirm(desk.actor, "练习员", "phone")
    desk.matching.match(desk.actor, 1)
    numbers = [str(pair["seeker_no"]) for pair in desk.matching.plan()]
    lines = ["seeker_no,answer,reason,phone_consent"]
    lines += [f"{number},willing,,yes" for number in numbers[:6]]
    lines += [f"{numbers[6]},unwilling,离家太远,", f"{numbers[7]},considering,,"]
    desk.proposals.answer_file(desk.actor, "\n".join(lines).encode())
    with tempfile.TemporaryDirectory() as folder:
        desk.referrals.issue(desk.actor, Path(folder) / "letters.pdf", limit=4)
    year = desk.actor.today().year
    desk.referrals.take_receipt(desk.actor, f"{year}-1", "hired", start=desk.actor.today())
    desk.referrals.take_receipt(desk.actor, f"{year}-2", "not_hired", reason="skill")
