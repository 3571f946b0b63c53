"""密码: what makes one weak, in words. Only the length is a rule; the rest is advice."""

from __future__ import annotations

import re

from desk_app.domain.errors import Refused

SHORTEST = 8
"""Characters a password must have at least."""
SHORTEST_PIN = 4
"""Digits the PIN of a running session must have at least."""
_GOOD = 12  # characters from which a password is hard to guess, if it is no word everybody thinks of
_ROWS = ("01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_COMMON = ("password", "admin", "woaini", "qwerty", "abc123", "123456", "88888", "66666", "passw0rd", "iloveyou")


def check_password(password: str) -> None:
    """Refuse a password that is too short."""
    if len(password) < SHORTEST:
        raise Refused("password_too_short", f"密码至少要 {SHORTEST} 位。")


def weakness(password: str, *known: str) -> str:
    """Why somebody would guess this password soon, one sentence; "" if nothing speaks against it.

    `known` are names that stand on the office's door or the clerk's desk.
    """
    plain = password.casefold()
    if len(password) < SHORTEST:
        return f"还差 {SHORTEST - len(password)} 位：密码至少要 {SHORTEST} 位。"
    if len(set(plain)) < 5:
        return "用的字符太少，一猜就中。"
    if re.fullmatch(r"1[3-9]\d{9}", plain):
        return "像手机号，认识您的人猜得到。"
    if re.search(r"(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])", plain):
        return "像生日，认识您的人猜得到。"
    if plain.isdigit():
        return "只有数字，容易被试出来，请加几个字母。"
    if any(word in plain for word in _COMMON) or _in_a_row(plain):
        return "里面有大家都用的密码（如 123456、password），请换一个。"
    if any(len(name) > 1 and name.casefold() in plain for name in known):
        return "里面有机构名或姓名，别人猜得到。"
    if len(password) < _GOOD and len({_sort(char) for char in password}) < 2:
        return "可以用，再长一些或加几个数字更稳妥。"
    return ""


def check_pin(pin: str) -> None:
    """Refuse a PIN that is too short, no number, or the first that anybody would try."""
    if not (pin.isascii() and pin.isdigit() and len(pin) >= SHORTEST_PIN):
        raise Refused("pin_too_short", f"解锁码至少要 {SHORTEST_PIN} 位数字。")
    if len(set(pin)) == 1 or pin in "0123456789" or pin in "9876543210":
        raise Refused("pin_too_plain", "这个解锁码一猜就中，请换一个。")


def delay_s(failures: int) -> int:
    """Seconds to wait before the next try after so many wrong ones in a row; never longer than a minute."""
    return 0 if failures < 3 else min(2 ** (failures - 2), 60)


def _in_a_row(plain: str) -> bool:
    """Whether more than half of it runs along the keyboard or the alphabet."""
    longest = max(5, len(plain) // 2 + 1)
    pieces = (plain[start : start + longest] for start in range(len(plain) - longest + 1))
    return any(piece in row or piece in row[::-1] for piece in pieces for row in _ROWS)


def _sort(char: str) -> str:
    return "digit" if char.isdigit() else "letter" if char.isalpha() else "sign"
