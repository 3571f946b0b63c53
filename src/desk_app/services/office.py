"""设置：机构、人员与密码、恢复码."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from desk_app.documents.recovery_sheet import recovery_sheet_pdf
from desk_app.domain.actor import Actor, Role
from desk_app.domain.changes import insert, new_uid, remove, update
from desk_app.domain.codes import CodeLists
from desk_app.domain.entry import Misread, NotEntered, understood
from desk_app.domain.errors import Refused, StorageFault
from desk_app.domain.fields import fields_of
from desk_app.domain.office import Office, Staff, acting, check_pattern
from desk_app.domain.passwords import check_password
from desk_app.paths import Folders
from desk_app.storage import vault
from desk_app.storage.database import Database
from desk_app.storage.files import write_whole
from desk_app.storage.repository import Reader
from desk_app.storage.unit_of_work import UnitOfWork

R = TypeVar("R")
LONGEST_VALID = 90
"""Days a letter may be valid at most."""

FACTS = (
    "name",
    "short_name",
    "region",
    "address",
    "phone",
    "complaint_phone",
    "letter_pattern",
    "letter_valid_days",
)
"""The fields of the office that are set by hand; the rest is made by the program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """经办人: somebody of the office, and whether he or she has a password."""

    uid: str
    name: str
    role: str
    desk: str
    may_enter: bool
    is_me: bool


class OfficeSettings:
    """What an office says about itself, and who may open it."""

    def __init__(self, database: Database, folders: Folders, codes: CodeLists, cost: vault.Cost | None = None) -> None:
        """`cost` is what a guess at a new password costs; None: what this PC can bear."""
        self._database = database
        self._folders = folders
        self._codes = codes
        self._cost = cost

    # 机构

    def facts(self, actor: Actor) -> Office:
        """The office without its private key."""
        return replace(self._database.read(_office), signing_key="")

    def change(self, actor: Actor, typed: Mapping[str, str]) -> Office:
        """Take over what was typed for fields of FACTS; raises NotEntered with a sentence for each that is wrong."""
        _supervisor(actor, "机构信息")
        if unknown := set(typed) - set(FACTS):
            raise ValueError(f"not set by hand: {sorted(unknown)}")

        def work(unit: UnitOfWork) -> Office:
            before = _office(unit)
            new, errors = self._read(typed, actor)
            errors = errors or _wrong_facts(replace(before, **new), _desks(unit))
            if errors:
                raise NotEntered(errors)
            unit.apply(update(before, **new))
            return replace(before, **new)

        return replace(self._database.write(actor, "改机构信息", work)[0], signing_key="")

    def _read(self, typed: Mapping[str, str], actor: Actor) -> tuple[dict[str, Any], dict[str, str]]:
        """The values that were typed, and a sentence for each that cannot be one."""
        new: dict[str, Any] = {}
        errors: dict[str, str] = {}
        for name, text in typed.items():
            try:
                new[name] = understood(fields_of(Office)[name], text, self._codes, actor.today())
            except Misread as misread:
                errors[name] = str(misread)
        return new, errors

    def sample_number(self, actor: Actor, pattern: str, short_name: str) -> str:
        """How the next numbers would look; raises Refused for a pattern that cannot be used."""
        return self._database.read(lambda read: _sample(_office(read), actor, pattern, short_name, _desks(read)))

    # 人员与密码

    def staff(self, actor: Actor) -> tuple[Member, ...]:
        """Who belongs to the office."""
        entering = vault.users(self._vault())
        return tuple(
            Member(
                uid=one.uid,
                name=one.name,
                role=one.role,
                desk=one.desk,
                may_enter=one.name in entering,
                is_me=one.name == actor.name,
            )
            for one in self._database.read(lambda read: read.all(Staff))
        )

    def add_staff(self, actor: Actor, name: str, role: str, desk: str, password: str) -> None:
        """A new member with an own password."""
        _supervisor(actor, "人员")
        name = " ".join(name.split())
        check_password(password)
        changed = self._with_password(name, password)

        def work(unit: UnitOfWork) -> None:
            if not name:
                raise Refused("name_missing", "请写姓名。")
            if acting(unit.all(Staff), name):
                raise Refused("staff_exists", f"{name}已经在名单里。同名的人请加一个字分开，如“{name}（二）”。")
            _check_place(unit, role, desk)
            unit.apply(insert(Staff(uid=new_uid(), name=name, role=role, desk=desk)))

        # The record goes first: a way in without a record would be a password that opens and then says "unknown".
        self._database.write(actor, f"添加经办人{name}", work)
        self._supersede(changed)

    def change_staff(self, actor: Actor, uid: str, role: str, desk: str) -> None:
        """Another role or desk; the last supervisor stays one. It holds from that person's next login."""
        _supervisor(actor, "人员")

        def work(unit: UnitOfWork) -> None:
            staff = _one(unit.first(Staff, uid=uid))
            if role != Role.SUPERVISOR:
                _not_the_last_supervisor(unit, staff)
            _check_place(unit, role, desk)
            unit.apply(update(staff, role=role, desk=desk))

        self._database.write(actor, "改经办人的角色或窗口", work)

    def drop_staff(self, actor: Actor, uid: str) -> None:
        """Take away somebody's way in and strike the name off; what he or she did stays in the history."""
        _supervisor(actor, "人员")
        staff = self._database.read(lambda read: self._may_go(read, actor, uid))
        # The way in goes first: whatever happens then, the password opens nothing any more.
        self._supersede(vault.without_password(self._vault(), staff.name))
        self._database.write(actor, f"停用经办人{staff.name}", lambda unit: unit.apply(remove(staff)))

    def _may_go(self, read: Reader, actor: Actor, uid: str) -> Staff:
        staff = _one(read.first(Staff, uid=uid))
        if staff.name == actor.name:
            raise Refused("self", "不能停用自己。请由另一位主管来做。")
        _not_the_last_supervisor(read, staff)
        return staff

    def give_password(self, actor: Actor, uid: str, password: str) -> None:
        """A new password for somebody who forgot the old one, which ends."""
        _supervisor(actor, "人员")
        staff = self._database.read(lambda read: _one(read.first(Staff, uid=uid)))
        self._supersede(self._with_password(staff.name, password))
        self._note(actor, "重设密码", staff.name)

    def change_password(self, actor: Actor, old: str, new: str) -> None:
        """The own password, by whoever knows the old one."""
        if not self.is_password(actor, old):
            raise Refused("wrong_password", "原来的密码不对，没有改动。")
        self.set_password(actor, new)

    def set_password(self, actor: Actor, new: str) -> None:
        """The own password, for whoever came in by the recovery code."""
        self._supersede(self._with_password(actor.name, new))
        self._note(actor, "改密码", actor.name)

    def is_password(self, actor: Actor, password: str) -> bool:
        """Whether this is the password of whoever sits here (takes as long as a login)."""
        return vault.opens(self._vault(), actor.name, password)

    # 恢复码

    def new_recovery_code(self, actor: Actor) -> str:
        """Another recovery code; the one on the old sheet ends. Shown once and kept nowhere."""
        _supervisor(actor, "恢复码")
        code = vault.new_recovery_code()
        self._supersede(vault.with_recovery_code(self._vault(), code, self._database.key, self._spent()))
        self._note(actor, "换恢复码", "")
        return code

    def recovery_sheet(self, actor: Actor, code: str) -> bytes:
        """The sheet with the code, as a PDF."""
        return recovery_sheet_pdf(self.facts(actor).name, actor.name, code, actor.clock.now())

    def _vault(self) -> vault.Vault:
        return vault.current(self._folders.home, self._database.key)

    def _with_password(self, user: str, password: str) -> vault.Vault:
        return vault.with_password(self._vault(), user, password, self._database.key, self._spent())

    def _supersede(self, changed: vault.Vault) -> None:
        vault.supersede(self._folders.home, changed, self._database.key, write_whole)

    def _spent(self) -> vault.Cost:
        return self._cost or vault.calibrated()

    def _note(self, actor: Actor, what: str, whom: str) -> None:
        """Leave a trace of what changes no record."""
        self._database.write(actor, what, lambda unit: unit.looked("access", whom, 0, what))


def _office(read: Reader) -> Office:
    office = read.first(Office)
    if office is None:
        raise StorageFault("no_office", "数据文件里没有机构信息，请用备份恢复。")
    return office


def _one(found: R | None) -> R:
    if found is None:
        raise Refused("gone", "这一条已经不在了，可能刚被删除。请刷新后再看。")
    return found


def _supervisor(actor: Actor, what: str) -> None:
    if actor.role != Role.SUPERVISOR:
        raise Refused("not_allowed", f"{what}要由主管来改。")


def _desks(read: Reader) -> int:
    return len({staff.desk for staff in read.all(Staff)})


def _wrong_facts(office: Office, desks: int) -> dict[str, str]:
    """What is wrong with the facts, a sentence by field."""
    wrong = {}
    for name in ("name", "short_name"):
        if not getattr(office, name):
            wrong[name] = "这一项要写。"
    if not (office.region.isdigit() and len(office.region) in (6, 9, 12)):
        wrong["region"] = "行政区划代码应是 6、9 或 12 位数字。"
    if not 1 <= (office.letter_valid_days or 0) <= LONGEST_VALID:
        wrong["letter_valid_days"] = f"有效天数应在 1 到 {LONGEST_VALID} 之间。"
    try:
        check_pattern(office.letter_pattern, desks)
    except Refused as refused:
        wrong["letter_pattern"] = refused.message
    return wrong


def _sample(office: Office, actor: Actor, pattern: str, short_name: str, desks: int) -> str:
    check_pattern(pattern, desks)
    wished = replace(office, letter_pattern=pattern, short_name=short_name)
    return "、".join(wished.letter_no(actor.desk, actor.today().year, sequence) for sequence in (1, 2))


def _check_place(unit: UnitOfWork, role: str, desk: str) -> None:
    """A desk that takes numbers of its own needs its place in the pattern of the numbers."""
    if role not in tuple(Role):
        raise Refused("wrong_role", "角色应是经办人或主管。")
    if not (desk.isascii() and desk.isdigit()):
        raise Refused("wrong_desk", "窗口号应是数字，如 1。")
    desks = {staff.desk for staff in unit.all(Staff)} | {desk}
    if len(desks) > 1 and "{desk}" not in _office(unit).letter_pattern:
        raise Refused("desk_in_pattern", "有几个窗口时，推荐信编号要含窗口号：请先到“推荐信”里给编号格式加上 {desk}。")


def _not_the_last_supervisor(read: Reader, staff: Staff) -> None:
    others: Sequence[Staff] = [one for one in read.all(Staff, role=Role.SUPERVISOR.value) if one.uid != staff.uid]
    if staff.role == Role.SUPERVISOR and not others:
        raise Refused("last_supervisor", "这是唯一的主管，请先让另一位当主管。")
