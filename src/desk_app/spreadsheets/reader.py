"""What stands in a file: recognised by its content, read in a process of its own."""

from __future__ import annotations

import io
import marshal
from dataclasses import fields
from pathlib import Path

from desk_app.domain.errors import DeskError, Refused
from desk_app.domain.intake.sheet import Book, Sheet
from desk_app.domain.progress import Progress
from desk_app.spreadsheets import preflight
from desk_app.workers import run

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")
_OTHER = (b"<?xml", b"%PDF-", b"{\\rtf", b"MIME-Version:", b"Rar!", b"7z\xbc", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
_DEFAULT_PASSWORD = "VelvetSweatshop"  # noqa: S105  # Excel's own: such files open without a question
_WORKBOOKS = (".xls", ".xlsx", ".xlsm", ".xlsb", ".et", ".ods")
SECONDS, MEGABYTES = 120.0, 3_000  # what a child process may take
_SHEET = tuple(field.name for field in fields(Sheet))
_FLAT = 2  # the marshal version that does not search for repeated values


def read_apart(path: Path, progress: Progress, *, password: str | None = None) -> Book:
    """Read a file in a child process that may be stopped, run out of its memory or crash without harm."""
    packed = run(_read_packed, path, password, seconds=SECONDS, megabytes=MEGABYTES, progress=progress)
    file, notes, sheets = marshal.loads(packed)  # noqa: S302  # from our own child, over its pipe
    return Book(file=file, notes=notes, sheets=tuple(Sheet(**dict(zip(_SHEET, one, strict=True))) for one in sheets))


def _read_packed(path: Path, password: str | None) -> bytes:
    """The book as plain tuples: millions of texts cross some five times faster than by pickle."""
    book = read(path, password)
    sheets = [tuple(getattr(sheet, name) for name in _SHEET) for sheet in book.sheets]
    return marshal.dumps((book.file, book.notes, sheets), _FLAT)


def read(path: Path, password: str | None = None) -> Book:
    """Read a file in this process. Raises Refused in words for everything that is no readable table."""
    try:
        size = path.stat().st_size
        if path.is_dir() or size > preflight.LARGEST_FILE:
            raise preflight.TOO_BIG if not path.is_dir() else preflight.NOT_A_WORKBOOK
        content = path.read_bytes()
    except OSError:
        raise Refused("no_such_file", f"找不到或打不开文件 {path.name}。") from None
    try:
        return _read(content, path, password)
    except DeskError as error:
        raise Refused(error.code, f"{path.name}：{error.message}") from error


def _read(content: bytes, path: Path, password: str | None) -> Book:
    from desk_app.spreadsheets import docx, text, xls, xlsx

    if not content:
        raise Refused("empty", "文件是空的，里面什么也没有。")
    if content.startswith(b"PK"):
        return docx.read(content, path.name) if docx.is_document(content) else xlsx.read(content, path.name)
    if content.startswith(_OLE):
        opened = _opened(content, password)
        if opened is None:
            return xls.read(content, path.name)
        return xlsx.read(opened, path.name) if opened.startswith(b"PK") else xls.read(opened, path.name)
    if content.startswith(_OLD_BIFF):
        return xls.read(content, path.name)
    if content[:200].lstrip().startswith(_OTHER):
        raise preflight.NOT_A_WORKBOOK
    decoded = text.decode(content)
    if text.is_page(decoded):
        return text.read_page(decoded, path.name)
    if path.suffix.lower() in _WORKBOOKS and not text.has_columns(decoded):
        raise preflight.DAMAGED  # named like a workbook, holds a scrap of text
    return text.read_separated(decoded, path.name)


def _opened(content: bytes, password: str | None) -> bytes | None:
    """The content without its encryption; None where it has none. Tries Excel's own default password silently."""
    import msoffcrypto
    import msoffcrypto.exceptions

    try:
        locked = msoffcrypto.OfficeFile(io.BytesIO(content))
        if not locked.is_encrypted():
            return None
    except Exception:  # noqa: BLE001  # not an Office container that the library knows: the workbook reader decides
        return None
    for word in filter(None, (password, _DEFAULT_PASSWORD)):
        plain = io.BytesIO()
        try:
            locked = msoffcrypto.OfficeFile(io.BytesIO(content))
            locked.load_key(password=word)
            locked.decrypt(plain)
        except Exception:  # noqa: BLE001, S112  # a wrong password fails in many ways
            continue
        return plain.getvalue()
    if password:
        raise Refused("wrong_file_password", "文件密码不对，没有读取。")
    raise preflight.ENCRYPTED
