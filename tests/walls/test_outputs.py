"""What leaves the office holds nothing its reader must not see; and the check can fail: what may stand there does."""

from __future__ import annotations

import pytest

from desk_app import resources
from desk_app.bootstrap import Desk
from tests.walls.leaving import leaving
from tests.walls.outputs import ONLY_READ, OUTPUTS, Output
from tests.walls.world import World, flat, planted

RECIPIENTS = resources.recipients()


@pytest.fixture
def world(desk: Desk) -> World:
    """The canary office."""
    return planted(desk)


def test_every_method_that_makes_a_paper_or_a_file_stands_in_the_table() -> None:
    covered = {method for output in OUTPUTS for method in output.covers}
    assert leaving() - ONLY_READ - covered == set()
    assert covered <= leaving(), "the table names a method that is gone"


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda one: one.name)
def test_nothing_stands_there_that_its_reader_must_not_see(world: World, output: Output) -> None:
    text = output.text(world)
    assert world.leaks(text, RECIPIENTS[output.reader], groups_named=output.names_groups) == []
    missing = [name for name in output.must if getattr(world.seeker, name) not in flat(text)]
    assert missing == [], "the check would find nothing: what may stand there does not"
