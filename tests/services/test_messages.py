"""A pasted message: its employer on file, its posts, and what is no message about posts."""

from __future__ import annotations

import pytest

from desk_app.bootstrap import Desk
from desk_app.domain.changes import insert, new_uid
from desk_app.domain.employers import Employer
from desk_app.domain.errors import Refused


def test_the_employer_is_known_by_name_or_by_telephone(bare_desk: Desk) -> None:
    desk = bare_desk
    firm = Employer(uid=new_uid(), name="河口金蝉服装有限公司", phone="15400000001")
    desk.database.write(desk.actor, "登记", lambda unit: unit.apply(insert(firm)))
    by_name = desk.messages.read(desk.actor, "河口金蝉服装有限公司\r\n招缝纫工20名 😊 月薪4500元")
    assert by_name.known == firm.name
    assert by_name.text == "河口金蝉服装有限公司\n招缝纫工20名 😊 月薪4500元"
    assert desk.messages.read(desk.actor, "招缝纫工20名，电话15400000001").known == firm.name
    other = desk.messages.read(desk.actor, "东岭砖厂招普工5名，电话15400000001")
    assert other.known == ""
    assert other.employer["name"].text == "东岭砖厂"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("明天开会", "no_offer"),
        ("缝" * 10_001, "too_long"),
        ("岗位\t人数\t工资\t地点\n缝纫工\t20\t4500\t园区\n", "a_table"),
    ],
)
def test_what_is_no_message_about_posts_is_told(bare_desk: Desk, text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        bare_desk.messages.read(bare_desk.actor, text)
    assert refused.value.code == code
