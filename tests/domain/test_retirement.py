"""The statutory retirement age, by the tables of the decision of 2024-09-13."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.domain.retirement import past_retirement, retirement_month
from desk_app.resources import retirement


@pytest.mark.parametrize(
    ("track", "born", "retires"),
    [
        ("M60", (1964, 12), (2024, 12)),
        ("M60", (1965, 1), (2025, 2)),
        ("M60", (1965, 5), (2025, 7)),
        ("M60", (1966, 11), (2027, 5)),
        ("M60", (1970, 6), (2031, 11)),
        ("M60", (1976, 9), (2039, 9)),
        ("M60", (1990, 1), (2053, 1)),
        ("F55", (1971, 4), (2026, 8)),
        ("F55", (1981, 9), (2039, 9)),
        ("F50", (1975, 3), (2025, 5)),
        ("F50", (1980, 7), (2033, 5)),
        ("F50", (1984, 11), (2039, 11)),
    ],
)
def test_month(track: str, born: tuple[int, int], retires: tuple[int, int]) -> None:
    assert retirement_month(date(*born, 15), retirement()[track]) == date(*retires, 1)


@given(st.dates(date(1940, 1, 1), date(2010, 1, 1)), st.dates(date(2025, 1, 1), date(2060, 1, 1)))
def test_a_woman_of_unknown_track_is_past_only_when_every_track_says_so(birth: date, day: date) -> None:
    tracks = retirement()
    known = [past_retirement("2", name, birth, day, tracks) for name in ("F50", "F55")]
    assert past_retirement("2", "", birth, day, tracks) == all(known)
    if past_retirement("1", "", birth, day, tracks):
        assert all(known)
