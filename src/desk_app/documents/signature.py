"""The office's Ed25519 signature (RFC 8032) of what a letter says, and the QR text that carries it.

The text stays in the alphanumeric mode of ISO/IEC 18004 and uses no character that a Chinese input method changes while
a keyboard scanner types: `R1-OFFICE-DESK-YEAR-SEQUENCE-SIGNATURE`, the signature in base32 (RFC 4648) without padding.
It names nobody.
"""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from desk_app.domain.errors import Refused
from desk_app.domain.referral_text import LetterContent, signed_payload

_QR = re.compile(r"R1-([0-9A-Z]{1,20})-([0-9A-Z]{1,8})-([0-9]{4})-([1-9][0-9]{0,8})-([A-Z2-7]{103})")
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base32: no I, L, O, U to misread


@dataclass(frozen=True, slots=True)
class QrCode:
    """What the QR text of a letter holds."""

    office_code: str
    desk: str
    year: int
    sequence: int
    signature: bytes  # 64 bytes


@dataclass(frozen=True, slots=True)
class SignedLetter:
    """The facts of one letter with the QR text that proves them."""

    content: LetterContent
    qr: str


def new_private_key() -> bytes:
    """A new random signing key, 32 bytes."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_key_of(private_key: bytes) -> bytes:
    """The 32 bytes with which anyone can check what `private_key` signs."""
    return Ed25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes_raw()


def sign(private_key: bytes, payload: bytes) -> bytes:
    """The 64-byte signature; the same payload and key always give the same bytes."""
    return Ed25519PrivateKey.from_private_bytes(private_key).sign(payload)


def signed_letter(content: LetterContent, private_key: bytes) -> SignedLetter:
    """Sign what a letter says; raises Refused for an office code, desk or number that the QR text cannot hold."""
    signature = sign(private_key, signed_payload(content))
    return SignedLetter(content, qr_text(content.office_code, content.desk, content.year, content.sequence, signature))


def qr_text(office_code: str, desk: str, year: int, sequence: int, signature: bytes) -> str:
    """The text of the QR code; raises Refused for an office code or desk that is not digits and capitals."""
    proof = base64.b32encode(signature).decode("ascii").rstrip("=")
    text = f"R1-{office_code}-{desk}-{year}-{sequence}-{proof}"
    if not _QR.fullmatch(text):
        raise Refused("wrong_office_code", "机构代码和窗口号只能用数字和大写字母，请在设置里改正。")
    return text


def parse_qr(text: str) -> QrCode:
    """Read a scanned or typed QR text, also in small letters or full width; raises Refused for any other text."""
    match = _QR.fullmatch(unicodedata.normalize("NFKC", text).strip().upper())
    if match:
        office_code, desk, year, sequence, proof = match.groups()
        signature = base64.b32decode(proof + "=")
        if base64.b32encode(signature).decode("ascii").rstrip("=") == proof:
            return QrCode(office_code, desk, int(year), int(sequence), signature)
    raise Refused("not_our_code", "这不是推荐信上的二维码，或者没有扫全，请重扫或输入编号。")


def verify(qr: str, content: LetterContent, public_key: bytes) -> bool:
    """Whether `qr` stands on a letter that says `content` and was signed by the owner of `public_key`."""
    try:
        code = parse_qr(qr)
        Ed25519PublicKey.from_public_bytes(public_key).verify(code.signature, signed_payload(content))
    except (Refused, InvalidSignature, ValueError):
        return False
    named = (content.office_code, content.desk, content.year, content.sequence)
    return (code.office_code, code.desk, code.year, code.sequence) == named


def check_code(signature: bytes) -> str:
    """核验码: ten characters (50 bits) of the signature's digest, for reading out by telephone."""
    value = int.from_bytes(hashlib.sha256(signature).digest()[:8], "big") >> 14
    return "".join(_ALPHABET[value >> shift & 31] for shift in range(45, -1, -5))
