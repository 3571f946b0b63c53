"""Founding an office and coming back to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desk_app.domain.actor import Actor, Clock, Role
from desk_app.domain.changes import insert, new_uid
from desk_app.domain.errors import DeskError, Refused, StorageFault
from desk_app.domain.identity import PRACTICE_REGION
from desk_app.domain.office import Office, Staff, acting
from desk_app.domain.passwords import check_password, delay_s
from desk_app.paths import Folders
from desk_app.storage import history, migrate, tries, vault
from desk_app.storage.database import Database
from desk_app.storage.files import write_whole

PATTERN = "{short}人社荐字〔{year}〕第{sequence:04d}号"
PATTERN_WITH_DESK = "{short}人社荐字〔{year}〕{desk}-第{sequence:04d}号"


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """What the first start asks."""

    office: str
    region: str
    clerk: str
    password: str
    desk: str = "1"
    practice: bool = False


def found(folders: Folders, asked: Founding, clock: Clock, cost: vault.Cost | None = None) -> str:
    """Create the office's file; returns the recovery code, which is shown once and kept nowhere.

    The first user is the supervisor. Refused where an office exists already: nothing is ever overwritten.
    """
    _check(folders, asked)
    folders.home.mkdir(parents=True, exist_ok=True)
    recovery = vault.new_recovery_code()
    made, key = vault.make([(asked.clerk, asked.password)], recovery, cost or vault.calibrated())
    vault.store(folders.home, made, write_whole)
    migrate.bring_up_to_date(folders.database, key, folders.backups)
    database = Database(folders.database, key)
    try:
        actor = Actor(name=asked.clerk, role=Role.SUPERVISOR, desk=asked.desk, clock=clock)
        database.submit(history.start).result()
        database.write(actor, "建立机构", lambda unit: unit.apply(insert(_office(asked), _supervisor(asked))))
    finally:
        database.close()
    return recovery


def is_recovery_code(text: str) -> bool:
    """Whether this is written like a recovery code without a slip."""
    return wrong_group(text) is None


def wrong_group(code: str) -> int | None:
    """The first group (from 1) of a recovery code in which a slip shows, None if there is none; needs no office."""
    return vault.wrong_group(code)


def wait_s(folders: Folders) -> int:
    """How long to wait before the next password is tried, in seconds from now (or from the start of the program).

    It follows from how many wrong ones were counted beside the file; no clock is asked, so none can be put forward.
    """
    return delay_s(tries.count(folders.home))


def open_office(folders: Folders, password: str, clock: Clock) -> tuple[Database, Actor]:
    """Open the office with somebody's password; the actor is whoever's it was, the supervisor for the recovery code."""
    if not folders.database.exists():
        raise Refused("no_office", f"{folders.home} 里还没有建立机构，请先建立（setup）。")
    try:
        database, user = _unlocked(folders, password)
    except Refused as refused:
        if refused.code in ("wrong_password", "wrong_recovery_code"):
            tries.note(folders.home)
        raise
    tries.forget(folders.home)
    staff = database.read(lambda read: acting(read.all(Staff), user))
    if staff is None:
        database.close()
        raise StorageFault("no_such_staff", "密码对应的人员不在本机构名单里，请主管核对。")
    return database, Actor(name=staff.name, role=Role(staff.role), desk=staff.desk, clock=clock)


def _unlocked(folders: Folders, password: str) -> tuple[Database, str]:
    """Open with the newest vault; after a restore cut off half-way the generation before it is the one that fits."""
    generations = vault.load(folders.home)
    for index, kept in enumerate(generations):
        last = index == len(generations) - 1
        try:
            key, user = vault.unlock(kept, password)
            migrate.bring_up_to_date(folders.database, key, folders.backups)
            return Database(folders.database, key), user
        except DeskError as error:
            if last or error.code not in ("wrong_password", "wrong_key"):
                raise
    raise AssertionError("a loaded vault has at least one generation")


def _check(folders: Folders, asked: Founding) -> None:
    if folders.database.exists() or vault.exists(folders.home):
        raise Refused("office_exists", f"{folders.home} 里已经有一个机构，没有改动。请换一个文件夹。")
    if not asked.office.strip() or not asked.clerk.strip():
        raise Refused("name_missing", "请写明机构名称和经办人姓名。")
    if not (asked.region.isdigit() and len(asked.region) in (6, 9, 12)):
        raise Refused("wrong_region", "行政区划代码应是 6、9 或 12 位数字。")
    if asked.region[:6] == PRACTICE_REGION and not asked.practice:
        raise Refused("practice_region", f"{PRACTICE_REGION} 是练习用的区划代码，正式机构请填真实代码。")
    if not asked.desk.isdigit():
        raise Refused("wrong_desk", "窗口号应是数字，如 1。")
    check_password(asked.password)


def _office(asked: Founding) -> Office:
    signing = Ed25519PrivateKey.generate()
    return Office(
        uid=new_uid(),
        name=asked.office.strip(),
        short_name=short_name(asked.office),
        region=asked.region,
        practice=asked.practice,
        letter_pattern=PATTERN if asked.desk == "1" else PATTERN_WITH_DESK,
        signing_key=signing.private_bytes_raw().hex(),
        public_key=signing.public_key().public_bytes_raw().hex(),
    )


_PLACE = re.compile(r"(?:.*[省市县区旗])?(.{1,12}?(?:街道办事处|街道|办事处|镇|乡))")


def short_name(office: str) -> str:
    """The place in the office's name, as it heads the letter numbers (平泽县河口镇人社所 → 河口镇); editable later."""
    found = _PLACE.match(office.strip())
    return found[1] if found else office.strip()[:8]


def _supervisor(asked: Founding) -> Staff:
    return Staff(uid=new_uid(), name=asked.clerk.strip(), role=Role.SUPERVISOR.value, desk=asked.desk)
