"""What makes a password weak is said; only its length is refused."""

from __future__ import annotations

import pytest

from desk_app.domain.errors import Refused
from desk_app.domain.passwords import check_password, check_pin, delay_s, weakness


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("kite", "还差 4 位"),
        ("aabbaabb", "字符太少"),
        ("15412345678", "手机号"),
        ("zw19900101x", "生日"),
        ("8395027146", "只有数字"),
        ("mypassword7", "大家都用"),
        ("qwertyuio77", "大家都用"),
        ("zxcvbnm,2", "大家都用"),
        ("柳河湾镇大楼里9", "机构名或姓名"),
        ("greenkite", "再长一些"),
        ("green-kite-over-7", ""),
        ("绿风筝飞过七座山和两条河", ""),
    ],
)
def test_the_reason_is_named(password: str, said: str) -> None:
    words = weakness(password, "柳河湾镇", "张某")
    assert (said in words) if said else words == ""


def test_seven_characters_are_refused_and_eight_are_not() -> None:
    with pytest.raises(Refused, match="8 位"):
        check_password("1234567")
    check_password("12345678")


@pytest.mark.parametrize("pin", ["", "123", "12a4", "1111", "1234", "9876", "３５８１"])
def test_a_pin_that_anybody_would_try_is_refused(pin: str) -> None:
    with pytest.raises(Refused):
        check_pin(pin)


def test_other_pins_are_taken() -> None:
    for pin in ("2580", "739104"):
        check_pin(pin)


def test_the_delay_grows_to_a_minute_and_never_locks_out() -> None:
    assert [delay_s(failures) for failures in range(9)] == [0, 0, 0, 2, 4, 8, 16, 32, 60]
    assert delay_s(99) == 60
