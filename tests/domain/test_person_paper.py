"""一人一档 as a description: no field of a person is forgotten, the office's own columns are for the cabinet."""

from __future__ import annotations

from datetime import date

import pytest

from desk_app import resources
from desk_app.domain.fields import Kind, fields_of
from desk_app.domain.paper import Paper, strings
from desk_app.domain.person_file import Kept
from desk_app.domain.person_paper import Copy, Filed, person_paper
from desk_app.domain.seekers import Seeker

NOBODY = Kept(traces=(), memberships=(), proposed=(), answers=(), letters=(), visits=(), log=(), places={})
_VALUES = {Kind.TEXT: "甲乙", Kind.MONTH: "2026-07", Kind.WHOLE: 7, Kind.FLAG: True, Kind.TEXTS: ("丙", "丁")}
EVERYTHING = Seeker(
    **{
        name: _VALUES.get(field.kind, date(1990, 3, 15) if field.kind is Kind.DATE else ())
        for name, field in fields_of(Seeker).items()
        if field.kind not in (Kind.KEY, Kind.DATA, Kind.CODE)
    }
    | {
        "uid": "u",
        "cannot": ("night",),
        "id_no": "410099199003150016",
        "extra": {"是否党员家庭": "是", "空栏": ""},
    }  # type: ignore[arg-type]  # a value of the right kind for each
)


def paper(seeker: Seeker, copy: Copy) -> Paper:
    return person_paper(seeker, NOBODY, Filed(), copy, resources.recipients(), resources.codes(), date(2026, 11, 24))


@pytest.mark.parametrize("copy", list(Copy))
def test_every_field_of_a_person_has_its_box(copy: Copy) -> None:
    told = set(strings(paper(EVERYTHING, copy)))
    heading = {"seeker_no", "state"}
    for name, field in fields_of(Seeker).items():
        if field.kind not in (Kind.KEY, Kind.DATA) and name not in heading:
            assert field.label in told, name


def test_own_columns_and_the_whole_number_are_for_the_cabinet() -> None:
    cabinet, own = (" ".join(strings(paper(EVERYTHING, copy))) for copy in (Copy.CABINET, Copy.PERSON))
    assert "是否党员家庭" in cabinet
    assert "空栏" not in cabinet
    assert EVERYTHING.id_no in cabinet
    assert "是否党员家庭" not in own
    assert EVERYTHING.id_no not in own
    assert "410099********0016" in own


def test_where_nothing_is_known_the_long_lines_are_left_out() -> None:
    told = set(strings(paper(Seeker(uid="u", name="周小红"), Copy.PERSON)))
    assert "姓名" in told
    assert "家庭照料约束" not in told
    assert "推荐信和去向" not in told
