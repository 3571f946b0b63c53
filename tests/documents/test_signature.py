"""The signature and its QR text: what is genuine passes, everything else does not."""

from __future__ import annotations

import dataclasses
import hashlib
from datetime import timedelta

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from desk_app.documents.signature import (
    check_code,
    new_private_key,
    parse_qr,
    public_key_of,
    qr_text,
    sign,
    signed_letter,
    verify,
)
from desk_app.domain.errors import Refused
from desk_app.domain.referral_text import STUB_ONLY, LetterContent, signed_payload
from tests.documents.sample import CONTENT, KEY, content

PUBLIC = public_key_of(KEY)
QR = signed_letter(CONTENT, KEY).qr
SAID = [f.name for f in dataclasses.fields(LetterContent) if f.name not in STUB_ONLY]
CODES = st.text("0123456789ABCXYZ", min_size=1, max_size=8)


def altered(facts: LetterContent, name: str) -> LetterContent:
    """The facts with one of them changed."""
    value = getattr(facts, name)
    if isinstance(value, bool):
        other: object = not value
    elif isinstance(value, int):
        other = value + 1
    elif isinstance(value, str):
        other = value + "改"
    else:
        other = value + timedelta(days=1)
    return dataclasses.replace(facts, **{name: other})


def test_a_genuine_letter_is_accepted() -> None:
    assert verify(QR, CONTENT, PUBLIC)


@pytest.mark.parametrize("name", SAID)
def test_no_fact_of_the_letter_can_be_altered(name: str) -> None:
    assert not verify(QR, altered(CONTENT, name), PUBLIC)


def test_what_is_not_in_the_letter_is_not_needed_to_check_it() -> None:
    assert verify(QR, dataclasses.replace(CONTENT, id_tail="", sex="", education=""), PUBLIC)


def test_the_signed_bytes_never_change() -> None:
    """Letters in people's hands must verify for years: a new field with an empty default must leave this as it is."""
    payload = signed_payload(CONTENT)
    assert payload.startswith(b"referral-letter-1\n410099\n1\n2026\n1\n")
    assert hashlib.sha256(payload).hexdigest() == "2e75980b6a1f19dda3589687f7c15fbb48738237f4a2939a9842454d625abdb5"


@given(position=st.integers(0, len(QR) - 1), other=st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"))
def test_no_character_of_the_code_can_be_altered(position: int, other: str) -> None:
    forged = QR[:position] + other + QR[position + 1 :]
    assert verify(forged, CONTENT, PUBLIC) == (forged == QR)


@given(st.binary(min_size=32, max_size=32))
def test_another_key_does_not_pass(key: bytes) -> None:
    assert verify(signed_letter(CONTENT, key).qr, CONTENT, PUBLIC) == (key == KEY)


@given(st.text(max_size=200))
def test_any_other_text_is_no_code(text: str) -> None:
    with pytest.raises(Refused):
        parse_qr(text)
    assert not verify(text, CONTENT, PUBLIC)


@given(CODES, CODES, st.integers(1000, 9999), st.integers(1, 999_999_999), st.binary(min_size=64, max_size=64))
def test_the_code_gives_back_what_it_holds(office: str, desk: str, year: int, sequence: int, signature: bytes) -> None:
    text = qr_text(office, desk, year, sequence, signature)
    code = parse_qr(text)
    assert (code.office_code, code.desk, code.year, code.sequence, code.signature) == (
        office,
        desk,
        year,
        sequence,
        signature,
    )


def test_the_code_is_alphanumeric_and_of_one_small_size() -> None:
    symbol = segno.make_qr(qr_text("410099001002", "12", 2026, 123_456, bytes(64)), error="m")
    assert symbol.mode == "alphanumeric"
    assert int(symbol.version) <= 7


def test_a_keyboard_scanner_in_a_chinese_input_method_is_understood() -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in QR.lower())
    assert parse_qr(f" {wide}\n") == parse_qr(QR)


@pytest.mark.parametrize("office", ["", "柳林", "4100-99", "41 0099", "41009a"])
def test_an_office_code_that_the_code_cannot_hold_is_refused(office: str) -> None:
    with pytest.raises(Refused):
        signed_letter(content(office_code=office), KEY)


def test_the_short_code_has_ten_clear_characters_and_follows_the_signature() -> None:
    codes = {check_code(sign(KEY, bytes([n]))) for n in range(200)}
    assert len(codes) == 200
    assert all(len(code) == 10 and not set(code) & set("ILOU") and code.isalnum() for code in codes)


def test_new_keys_differ_and_work() -> None:
    one, other = new_private_key(), new_private_key()
    assert one != other
    assert verify(signed_letter(CONTENT, one).qr, CONTENT, public_key_of(one))
    assert not verify(signed_letter(CONTENT, one).qr, CONTENT, public_key_of(other))
    assert not verify(QR, CONTENT, b"short")
