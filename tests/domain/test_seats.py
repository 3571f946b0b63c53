"""The seats of a post under any order of letters, receipts, voids and changed numbers: never below nothing."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kit.office import actor

from desk_app.domain.errors import Refused
from desk_app.domain.post_file import seats
from desk_app.domain.posts import Post, standing
from desk_app.domain.proposals import Answer, Proposal
from desk_app.domain.referrals import Letter, after_receipt, obstacle, void
from desk_app.domain.seekers import Seeker

TODAY = date(2026, 11, 24)
EVENTS = st.sampled_from(("issue", "issue", "hired", "not_hired", "declined", "overdue", "void", "more", "fewer"))


def state_after(letter: Letter, event: str) -> Letter:
    """The letter after a receipt or a void; as it is where the step is not open."""
    seeker = Seeker(uid=letter.seeker_uid, state="referred")
    try:
        if event == "void":
            changes = void(letter, seeker, "写错")
        else:
            changes, _ = after_receipt(letter, seeker, event, actor(), (30, 90, 180), reason="", start=None)
    except Refused:
        return letter
    return next(one.after for one in changes.changes if isinstance(one.after, Letter))


@settings(max_examples=1000, deadline=None)
@given(st.integers(0, 4), st.lists(st.tuples(EVENTS, st.integers(0, 9)), max_size=25))
def test_seats_are_counted_down_and_up_and_never_below_nothing(headcount: int, events: list[tuple[str, int]]) -> None:
    post = Post(
        uid="p", headcount=headcount, state="open", verified_by="王核实", verified_on=TODAY,
        valid_until=TODAY + timedelta(days=60),
    )  # fmt: skip
    letters: list[Letter] = []
    said = Answer(uid="a", answer="willing", phone_consent=True)
    for event, which in events:
        now = seats(post, (one.state for one in letters))
        if event == "issue":
            proposal = Proposal(uid="r", state="agreed")
            if obstacle(proposal, said, post, now.free, TODAY) is None:
                letters.append(Letter(uid=f"l{len(letters)}", seeker_uid="s", state="issued", issued_on=TODAY))
        elif event in ("more", "fewer"):
            wanted = (post.headcount or 0) + (1 if event == "more" else -1)
            if wanted >= now.hired + now.held:  # what is taken cannot be taken away: services/posts.save refuses
                post = Post(**{name: getattr(post, name) for name in post.__dataclass_fields__} | {"headcount": wanted})
        elif letters:
            at = which % len(letters)
            letters[at] = state_after(letters[at], event)
        now = seats(post, (one.state for one in letters))
        assert now.free == now.headcount - now.hired - now.held >= 0
        assert now.held == sum(one.state in ("issued", "overdue") for one in letters)
        assert standing(post, now.free, TODAY) == ("open" if now.free else "full")
