"""自设栏目、代码与原因: what the office adds to its own forms and lists, without a programmer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from desk_app import resources
from desk_app.domain.actor import Actor, Role
from desk_app.domain.changes import ChangeSet, insert, new_uid, update
from desk_app.domain.codes import CodeList, CodeLists
from desk_app.domain.errors import Refused
from desk_app.domain.fields import fields_of
from desk_app.domain.intake.columns import NOUNS as LISTS
from desk_app.domain.intake.targets import targets
from desk_app.domain.intake.words import plain
from desk_app.domain.own import codes as entries
from desk_app.domain.own import fields as own_fields
from desk_app.domain.own.codes import OwnCode
from desk_app.domain.own.fields import NOUNS, Around, OwnField
from desk_app.domain.own.office import OwnData
from desk_app.domain.own.standards import OwnStandard
from desk_app.storage.database import BATCH, Database
from desk_app.storage.repository import Reader
from desk_app.storage.unit_of_work import UnitOfWork

R = TypeVar("R")
_SOME = 200  # records changed at once: a short job of the database's thread


def own_data(database: Database) -> OwnData:
    """All that the office has set itself."""
    return database.read(_own)


def _own(read: Reader) -> OwnData:
    return OwnData(fields=read.all(OwnField), codes=read.all(OwnCode), standards=read.all(OwnStandard))


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldLine:
    """One field of the office's own, and how many records have a value for it."""

    field: OwnField
    used: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeLine:
    """One entry of a list: a shipped one, or one of the office's own; how often it stands in a record."""

    code: str
    label: str
    short: str
    aliases: tuple[str, ...]
    own: bool
    offered: bool
    source: str
    valid_from: str
    used: int


class Own:
    """What the office sets itself. All may look; supervisors change."""

    def __init__(self, database: Database, codes: CodeLists) -> None:
        self._database = database
        self._codes = codes

    # 自设栏目

    def fields(self, actor: Actor) -> tuple[FieldLine, ...]:
        """All fields, those given up last."""

        def work(read: Reader) -> tuple[FieldLine, ...]:
            counts = {noun: read.extra_columns(record) for noun, record in NOUNS.items()}
            ordered = sorted(
                read.all(OwnField),
                key=lambda one: (one.retired_on is not None, list(NOUNS).index(one.noun), one.position or 0),
            )
            return tuple(FieldLine(field=one, used=counts[one.noun].get(one.key, 0)) for one in ordered)

        return self._database.read(work)

    def cells(self, actor: Actor, noun: str, uids: Sequence[str]) -> Mapping[str, Mapping[str, str]]:
        """What lists show of these records in the office's own columns: by uid and field, personal values masked."""

        def work(read: Reader) -> Mapping[str, Mapping[str, str]]:
            shown = own_fields.listed(read.all(OwnField, noun=noun), noun)
            if not shown:
                return {}
            records: tuple[Any, ...] = read.among(NOUNS[noun], "uid", uids)
            return {one.uid: own_fields.masked_words(shown, one.extra, self._codes) for one in records}

        return self._database.read(work)

    def columns(self, actor: Actor, noun: str) -> Mapping[str, int]:
        """The columns that imports kept and that are no field yet, with how many records have each; most first."""

        def work(read: Reader) -> Mapping[str, int]:
            known = {heading for one in read.all(OwnField, noun=noun) for heading in one.headings}
            known |= _shipped_headings()[noun].keys()
            counted = sorted(read.extra_columns(NOUNS[noun]).items(), key=lambda pair: -pair[1])
            return {name: count for name, count in counted if name not in known}

        return self._database.read(work)

    def save_field(self, actor: Actor, uid: str | None, typed: Mapping[str, str]) -> str:
        """Define a field (`uid` None) or change one; says what was done.

        Columns that imports kept under one of its headings become its values. Raises NotEntered with a sentence for
        each field of own.fields.DEFINING that is wrong.
        """
        _supervisor(actor)

        def work(unit: UnitOfWork) -> str:
            present = unit.all(OwnField)
            before = _one(next((one for one in present if one.uid == uid), None)) if uid else None
            around = Around(present=present, taken=_shipped_headings(), codes=self._codes, today=actor.today())
            after, items = own_fields.defined(before, typed, around)
            record = NOUNS[after.noun]
            already = unit.extra_columns(record)
            unit.why = f"{'改' if before else '添加'}自设栏目“{after.label}”"
            unit.apply(update(before, **_values(after)) if before else insert(after))
            unit.apply(_items(after, items))
            unit.keep_draft(f"own_fields/{uid or 'new'}", {})
            meant = own_fields.columns_meant(after, already)
            moved = _adopt(unit, after, record, meant) if meant else 0
            had = already.get(after.key, 0) if before is None else 0
            return _told(unit.why, had, moved, meant)

        return self._database.write(actor, "自设栏目", work, priority=BATCH)[0]

    def retire_field(self, actor: Actor, uid: str) -> str:
        """The field is asked no more; what was entered stays and is shown. Says what was done."""

        def changed(one: OwnField) -> ChangeSet:
            if one.retired_on:
                raise Refused("retired", f"“{one.label}”已经停用了。")
            return update(one, retired_on=actor.today())

        return self._change_field(actor, uid, "停用", changed)

    def restore_field(self, actor: Actor, uid: str) -> str:
        """The field is asked again. Says what was done."""

        def changed(one: OwnField) -> ChangeSet:
            if one.retired_on is None:
                raise Refused("not_retired", f"“{one.label}”没有停用。")
            return update(one, retired_on=None)

        return self._change_field(actor, uid, "重新启用", changed)

    def _change_field(self, actor: Actor, uid: str, what: str, changed: Callable[[OwnField], ChangeSet]) -> str:
        _supervisor(actor)

        def work(unit: UnitOfWork) -> str:
            one = _one(unit.first(OwnField, uid=uid))
            unit.why = f"{what}自设栏目“{one.label}”"
            unit.apply(changed(one))
            return f"已{unit.why}。"

        return self._database.write(actor, what, work)[0]

    def move_field(self, actor: Actor, uid: str, *, up: bool) -> None:
        """The field changes places with the one before or behind it; at the end nothing happens."""
        _supervisor(actor)

        def work(unit: UnitOfWork) -> None:
            one = _one(unit.first(OwnField, uid=uid))
            beside = own_fields.living(unit.all(OwnField), one.noun)
            at = next((number for number, other in enumerate(beside) if other.uid == uid), -1)
            to = at - 1 if up else at + 1
            if at >= 0 and 0 <= to < len(beside):
                other = beside[to]
                unit.why = f"移动自设栏目“{one.label}”"
                unit.apply(update(one, position=other.position) + update(other, position=one.position))

        self._database.write(actor, "移动自设栏目", work)

    # 代码与原因

    def lists(self, actor: Actor) -> tuple[CodeList, ...]:
        """The lists to which the office may add, its own ones last."""
        return tuple(one for one in self._codes.values() if one.open)

    def codes(self, actor: Actor, of_list: str) -> tuple[CodeLine, ...]:
        """The entries of a list, those not offered last."""
        listed = self._codes[of_list]

        def work(read: Reader) -> tuple[CodeLine, ...]:
            own = {one.code: one for one in read.all(OwnCode, of_list=of_list) if one.label}
            used = _uses(read, listed)
            return tuple(
                CodeLine(
                    code=item.code,
                    label=item.label,
                    short=item.short,
                    aliases=item.aliases,
                    own=item.code in own,
                    offered=item.offered,
                    source=own[item.code].source if item.code in own else listed.source,
                    valid_from=str(own[item.code].valid_from or "") if item.code in own else "",
                    used=used.get(item.code, 0),
                )
                for item in sorted(listed.items, key=lambda item: not item.offered)
            )

        return self._database.read(work)

    def save_code(self, actor: Actor, of_list: str, code: str | None, typed: Mapping[str, str]) -> str:
        """Add an entry (`code` None) or change one of the office's own; says what was done.

        Raises NotEntered with a sentence for each field of own.codes.DEFINING that is wrong.
        """
        _supervisor(actor)
        listed = self._codes[of_list]

        def work(unit: UnitOfWork) -> str:
            own = {one.code: one for one in unit.all(OwnCode, of_list=of_list)}
            before = own.get(code) if code else None
            if code and (before is None or not before.label):
                raise Refused("shipped_code", "随程序的选项不能改，只能停用；要别的叫法，请另加一项。")
            after = entries.defined(before, listed, typed, self._codes, actor.today())
            unit.why = f"{'改' if before else '添加'}{listed.title}“{after.label}”"
            unit.apply(update(before, **_values(after)) if before else insert(after))
            unit.keep_draft(f"{of_list}/{code or 'new'}", {})
            return f"已{unit.why}。"

        return self._database.write(actor, "选项", work)[0]

    def retire_code(self, actor: Actor, of_list: str, code: str) -> str:
        """The entry is offered no more; what was entered with it stays valid. Says what was done."""
        return self._change_code(actor, of_list, code, retire=True)

    def restore_code(self, actor: Actor, of_list: str, code: str) -> str:
        """The entry is offered again. Says what was done."""
        return self._change_code(actor, of_list, code, retire=False)

    def _change_code(self, actor: Actor, of_list: str, code: str, *, retire: bool) -> str:
        _supervisor(actor)
        listed = self._codes[of_list]

        def work(unit: UnitOfWork) -> str:
            own = unit.all(OwnCode, of_list=of_list)
            unit.why = f"{'停用' if retire else '重新启用'}{listed.title}“{listed.label(code)}”"
            changes = (
                entries.retired(code, listed, own, actor.today()) if retire else entries.restored(code, listed, own)
            )
            unit.apply(changes)
            return f"已{unit.why}。"

        return self._database.write(actor, "选项", work)[0]


def _shipped_headings() -> Mapping[str, Mapping[str, str]]:
    """By kind of record, the headings of lists that are known already, and what each is taken for, in words."""
    headings = resources.intake_words().headings
    found: dict[str, dict[str, str]] = {}
    for noun in LISTS:
        words = targets(noun, {})
        found[noun] = {name: words.get(target, "程序自己的栏目") for name, target in headings[noun].same.items()}
    for name, record in NOUNS.items():  # fields that no list may fill have names too
        found[name] |= {plain(field.label): field.label for field in fields_of(record).values()}
    return found


def _values(record: OwnField | OwnCode) -> dict[str, object]:
    return {name: getattr(record, name) for name in record.__dataclass_fields__ if name != "uid"}


def _items(field: OwnField, items: tuple[str, ...]) -> ChangeSet:
    """The entries of a field's own list."""
    return insert(
        *(
            OwnCode(uid=new_uid(), of_list=own_fields.own_list(field.uid), code=f"x-{item}", label=item)
            for item in items
        )
    )


def _adopt(unit: UnitOfWork, field: OwnField, record: type, meant: tuple[str, ...]) -> int:
    uids, moved = unit.with_extra(record, *meant), 0
    for start in range(0, len(uids), _SOME):
        changes = own_fields.adopted(field, unit.among(record, "uid", uids[start : start + _SOME]), meant)
        unit.apply_long(changes)
        moved += len(changes.changes)
    return moved


def _told(what: str, had: int, moved: int, columns: tuple[str, ...]) -> str:
    here = f"已有 {had} 条记录带来过这一栏，直接作为它的内容。" if had else ""
    named = "、".join(columns)
    taken = f"原来“{named}”一栏的 {moved} 条并了过来。" if moved else ""
    return f"已{what}。{here}{taken}"


def _uses(read: Reader, listed: CodeList) -> Mapping[str, int]:
    """How often each entry stands in a record, in shipped fields and in the office's own."""
    found = dict(read.code_uses(listed.name))
    for one in read.all(OwnField, codes=listed.name):
        for said, count in read.extra_values(NOUNS[one.noun], one.key).items():
            for word in said.split("、") if one.kind == "codes" else (said,):
                if item := listed.find(word):
                    found[item.code] = found.get(item.code, 0) + count
    return found


def _one(found: R | None) -> R:
    if found is None:
        raise Refused("gone", "这一条已经不在了，可能刚被撤销。请刷新后再看。")
    return found


def _supervisor(actor: Actor) -> None:
    if actor.role != Role.SUPERVISOR:
        raise Refused("not_allowed", "栏目和选项要由主管来改。")
