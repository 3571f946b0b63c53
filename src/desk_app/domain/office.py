"""The office itself, its staff, its villages, and the register of what left it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from string import Formatter
from typing import Annotated

from desk_app.domain.actor import Role
from desk_app.domain.errors import Refused
from desk_app.domain.fields import Extra, Raw, Uid, code, day, flag, moment, text, texts, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """机构: the township office whose file this is."""

    uid: Uid
    name: Annotated[str, text("机构名称", needed=True)] = ""
    short_name: Annotated[str, text("编号里的简称")] = ""
    region: Annotated[str, text("行政区划代码", needed=True)] = ""
    practice: Annotated[bool | None, flag("练习")] = None
    letter_pattern: Annotated[str, text("推荐信编号格式")] = ""
    letter_valid_days: Annotated[int | None, whole("推荐信有效天数")] = 7
    address: Annotated[str, text("地址")] = ""
    phone: Annotated[str, text("电话")] = ""
    complaint_phone: Annotated[str, text("监督电话")] = ""
    public_key: Annotated[str, text("核验公钥")] = ""
    signing_key: Annotated[str, text("签名私钥")] = ""
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)

    def letter_no(self, desk: str, year: int, sequence: int) -> str:
        """The number of a letter by the office's pattern; raises Refused for a pattern that cannot be filled."""
        try:
            return self.letter_pattern.format(short=self.short_name, desk=desk, year=year, sequence=sequence)
        except (KeyError, IndexError, ValueError):
            raise Refused("wrong_pattern", f"推荐信编号格式“{self.letter_pattern}”有误，请在设置里改正。") from None


PATTERN_FIELDS = {"short": "简称", "year": "年份", "desk": "窗口号", "sequence": "顺序号"}
"""What may stand in braces in the pattern of letter numbers."""


def check_pattern(pattern: str, desks: int) -> None:
    """Refuse a pattern of letter numbers that cannot be filled or would give two letters the same number.

    `desks` is how many desks take numbers: each counts for itself.
    """
    try:
        parts = [part for part in Formatter().parse(pattern) if part[1] is not None]
    except ValueError:
        raise Refused("wrong_pattern", "编号格式里的大括号不成对，请检查 { 和 }。") from None
    named = [str(part[1]) for part in parts]
    unknown = [name for name in named if name not in PATTERN_FIELDS]
    if unknown:
        listed = "、".join(f"{{{name}}}（{label}）" for name, label in PATTERN_FIELDS.items())
        raise Refused("wrong_pattern", f"编号格式里不认识“{{{unknown[0]}}}”。可以用：{listed}。")
    for _, name, form, how in parts:
        if how or (form and not (name == "sequence" and re.fullmatch(r"(0?\d)?d", form))):
            raise Refused("wrong_pattern", f"“{{{name}}}”里的写法不能用；顺序号补零写成 {{sequence:04d}}。")
    missing = [name for name in ("year", "sequence", *(["desk"] if desks > 1 else [])) if name not in named]
    if missing:
        listed = "、".join(f"{{{name}}}（{PATTERN_FIELDS[name]}）" for name in missing)
        raise Refused("wrong_pattern", f"编号格式里缺少 {listed}，不同的推荐信会编成同一个号。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """经办人: somebody with an own way into the file."""

    uid: Uid
    name: Annotated[str, text("姓名", needed=True)] = ""
    role: Annotated[str, code("角色", "role")] = "clerk"
    desk: Annotated[str, text("窗口")] = "1"
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)


def acting(staff: Iterable[Staff], user: str) -> Staff | None:
    """The member behind a way in; "" is the recovery code, which stands for the supervisor."""
    return next((one for one in staff if (one.name == user if user else one.role == Role.SUPERVISOR)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Village:
    """村（社区）: its name and the other ways in which lists write it."""

    uid: Uid
    name: Annotated[str, text("名称", needed=True)] = ""
    aliases: Annotated[tuple[str, ...], texts("其他写法")] = ()
    retired_on: Annotated[date | None, day("停用日期")] = None  # no longer offered; known in lists and old files
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """导出登记: which file left the office, how many persons it held, for whom and why."""

    uid: Uid
    kind: Annotated[str, text("种类")] = ""
    file: Annotated[str, text("文件名")] = ""
    at: Annotated[str, moment("时间")] = ""
    by: Annotated[str, text("经办人")] = ""
    persons: Annotated[int | None, whole("人数")] = None
    recipient: Annotated[str, text("接收单位")] = ""
    reason: Annotated[str, text("用途")] = ""
    encrypted: Annotated[bool | None, flag("已加密")] = None
    sha256: Annotated[str, text("文件摘要")] = ""
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)
