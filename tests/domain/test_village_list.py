"""A pasted list of villages: what is understood, and that one spelling means one village."""

from __future__ import annotations

import pytest

from desk_app.domain.errors import Refused
from desk_app.domain.office import Village
from desk_app.domain.village_list import add, changed, read_list

PRESENT = (Village(uid="1", name="柳河村", aliases=("柳河",)), Village(uid="2", name="东风社区"))


def test_numbers_blanks_commas_and_tabs() -> None:
    lines = read_list("1. 柳河村，柳河村委会\n\n  \n２、东风社区\t东风、东风居委会\n青山村")
    assert [(one.name, one.aliases) for one in lines] == [
        ("柳河村", ("柳河村委会",)),
        ("东风社区", ("东风", "东风居委会")),
        ("青山村", ()),
    ]
    assert not any(one.known or one.refused or one.note for one in lines)


def test_known_villages_get_their_new_spellings() -> None:
    lines = read_list("柳河村,柳河村委会\n柳河\n东风社区", PRESENT)
    assert [(one.name, one.known, one.aliases) for one in lines] == [
        ("柳河村", True, ("柳河村委会",)),
        ("柳河村", True, ()),
        ("东风社区", True, ()),
    ]
    assert lines[0].note == "已经有了，补上写法：柳河村委会"
    assert lines[1].note == "就是柳河村"
    changes = add(lines, PRESENT).changes
    assert [(one.operation, one.after.aliases) for one in changes] == [("u", ("柳河", "柳河村委会"))]


def test_a_spelling_of_another_village_is_refused_and_nothing_of_its_line_is_kept() -> None:
    lines = read_list("西村,柳河", PRESENT)
    assert lines[0].refused
    assert "柳河村的写法" in lines[0].note
    assert not add(lines, PRESENT)


def test_a_village_named_twice_is_written_once() -> None:
    lines = read_list("青山村,青山\n青山村,青山村委会")
    changes = add(lines, ()).changes
    assert [(one.operation, one.after.name, one.after.aliases) for one in changes] == [
        ("i", "青山村", ("青山", "青山村委会"))
    ]


def test_a_whole_sentence_is_no_village() -> None:
    assert read_list("本" * 40)[0].refused


def test_the_old_name_stays_a_spelling() -> None:
    after = changed(PRESENT[0], " 新柳河村 ", ["柳河", ""], PRESENT)
    assert (after.name, after.aliases) == ("新柳河村", ("柳河", "柳河村"))


@pytest.mark.parametrize(("name", "aliases"), [("东风社区", []), ("柳河村", ["东风社区"]), ("  ", [])])
def test_a_name_that_is_taken_or_missing_is_refused(name: str, aliases: list[str]) -> None:
    with pytest.raises(Refused):
        changed(PRESENT[0], name, aliases, PRESENT)
