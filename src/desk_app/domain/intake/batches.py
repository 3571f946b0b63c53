"""What an import leaves behind: the batch, rows that wait for an answer, columns and persons told apart by a clerk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from desk_app.domain.fields import Extra, Raw, Sensitivity, Uid, code, data, link, moment, text, texts, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """导入批次: one file that was taken in, in one transaction."""

    uid: Uid
    file: Annotated[str, text("文件名")] = ""
    sha256: Annotated[str, text("文件摘要")] = ""
    noun: Annotated[str, text("名单种类")] = ""
    at: Annotated[str, moment("导入时间")] = ""
    by: Annotated[str, text("经办人")] = ""
    read: Annotated[int | None, whole("读到的行")] = None
    counts: Annotated[Mapping[str, Any], data("各类行数")] = field(default_factory=dict)
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """待问清的一行: a row that a careful clerk would ask about; not written until answered.

    `slip` holds the row as the sender wrote it, `reply` what the clerk said: the same file asks nothing twice.
    """

    uid: Uid
    batch_uid: Annotated[str, link("导入批次", "batches")] = ""
    sheet: Annotated[str, text("工作表")] = ""
    row: Annotated[int | None, whole("行号")] = None
    kind: Annotated[str, text("疑问种类")] = ""
    findings: Annotated[tuple[Mapping[str, Any], ...], data("疑问", Sensitivity.PERSONAL)] = ()
    draft: Annotated[Mapping[str, Any], data("读到的内容", Sensitivity.PERSONAL)] = field(default_factory=dict)
    slip: Annotated[Mapping[str, Any], data("原来的一行", Sensitivity.PERSONAL)] = field(default_factory=dict)
    reply: Annotated[Mapping[str, Any], data("答复", Sensitivity.PERSONAL)] = field(default_factory=dict)
    state: Annotated[str, code("状态", "question_state")] = "open"
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """认表: what a clerk took the columns of one sender's header row for, where it was not recognised by itself."""

    uid: Uid
    headings: Annotated[tuple[str, ...], texts("表头")] = ()
    noun: Annotated[str, text("名单种类")] = ""
    targets: Annotated[Mapping[str, Any], data("各栏认作")] = field(default_factory=dict)  # heading: target
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Distinction:
    """不是同一个人: that a clerk found two persons who look alike to be two."""

    uid: Uid
    one_uid: Annotated[str, link("人员", "seekers")] = ""
    other_uid: Annotated[str, link("另一人员", "seekers")] = ""
    at: Annotated[str, moment("时间")] = ""
    by: Annotated[str, text("经办人")] = ""
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)
