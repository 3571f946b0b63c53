"""The vault: the random key of the file, wrapped once for each way in.

A new generation is a new file; the one before it is kept, none is ever edited in place, and nothing here makes a new
key where a file already exists.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import re
import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from desk_app.domain.errors import Refused, StorageFault
from desk_app.domain.passwords import check_password
from desk_app.storage.engine import canonical_json

_FILE = re.compile(r"vault-(\d{6})\.json")
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U to misread
_GROUPS, _DATA = 8, 4  # eight groups of four characters and one check character: 160 random bits


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one guess costs (Argon2id). OWASP's floor is 19 MiB and two passes."""

    memory_kib: int = 64 * 1024
    iterations: int = 3


def calibrated(seconds: float = 0.25) -> Cost:
    """The cost at which one guess takes at least `seconds` on this PC, never below the default."""
    cost = Cost()
    while True:
        begun = time.perf_counter()
        _stretch("calibration", secrets.token_bytes(16), cost)
        if time.perf_counter() - begun >= seconds or cost.iterations >= 16:
            return cost
        cost = replace(cost, iterations=cost.iterations + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One way in: the file's key under a key stretched from a password or a recovery code."""

    kind: str  # "password" or "recovery"
    user: str
    salt: str
    memory_kib: int
    iterations: int
    nonce: str
    wrapped: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vault:
    """All ways in of one generation. `seal` is a MAC under the file's key over the rest."""

    generation: int
    slots: tuple[Slot, ...]
    seal: str = ""


def make(users: Iterable[tuple[str, str]], recovery_code: str, cost: Cost) -> tuple[Vault, bytes]:
    """A new vault with a new random key, opened by each (user, password) and by the recovery code."""
    key = secrets.token_bytes(32)
    slots = [_wrap("password", user, password, key, cost) for user, password in users]
    slots.append(_wrap("recovery", "", _bare(recovery_code), key, cost))
    return _sealed(Vault(generation=1, slots=tuple(slots)), key), key


def unlock(vault: Vault, password: str) -> tuple[bytes, str]:
    """The file's key and whose password this is, "" for the recovery code. Raises Refused("wrong_password")."""
    if wrong_group(password) is None:
        return recover(vault, password), ""
    for slot in vault.slots:
        if slot.kind == "password":
            key = _unwrap(slot, password)
            if key is not None:
                return _checked(vault, key), slot.user
    raise Refused("wrong_password", "密码不对，请重新输入。")


def recover(vault: Vault, code: str) -> bytes:
    """The file's key by the recovery code. Raises Refused("wrong_recovery_code")."""
    for slot in vault.slots:
        if slot.kind == "recovery":
            key = _unwrap(slot, _bare(code))
            if key is not None:
                return _checked(vault, key)
    raise Refused("wrong_recovery_code", "恢复码不对，请对照恢复单逐组核对。")


def new_recovery_code() -> str:
    """160 random bits as eight groups of five characters; the fifth of each checks the other four."""
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(_DATA)) for _ in range(_GROUPS))
    return "-".join(group + _check(group) for group in groups)


def wrong_group(code: str) -> int | None:
    """The first group (from 1) in which a typing error shows, None if all check."""
    bare = _readable(code)
    for index in range(_GROUPS):
        group = bare[index * (_DATA + 1) : (index + 1) * (_DATA + 1)]
        if len(group) != _DATA + 1 or _check(group[:_DATA]) != group[_DATA]:
            return index + 1
    return None


def load(folder: Path) -> tuple[Vault, ...]:
    """The readable generations in the folder, newest first. Raises StorageFault if there is none."""
    found = []
    for file in sorted(_generations(folder), reverse=True):
        try:
            found.append(parse(file.read_bytes()))
        except (ValueError, KeyError, TypeError):
            continue  # a torn write: the generation before it is whole
    if not found:
        raise StorageFault("no_vault", "找不到密钥文件（vault），数据打不开。请用备份恢复，切勿新建覆盖。")
    return tuple(found)


def following(vault: Vault, key: bytes, present: tuple[Vault, ...]) -> Vault:
    """The same ways in as the generation after those that are present."""
    newest = max((kept.generation for kept in present), default=0)
    return _sealed(replace(vault, generation=newest + 1), key)


def current(folder: Path, key: bytes) -> Vault:
    """The newest generation in the folder that this key sealed: after a restore cut off half-way not the newest."""
    for kept in load(folder):
        if hmac.compare_digest(kept.seal, _seal(kept, key)):
            return kept
    raise StorageFault("vault_altered", "密钥文件被改动过，没有改密码。请用备份恢复。")


def with_password(vault: Vault, user: str, password: str, key: bytes, cost: Cost) -> Vault:
    """The vault with this password as the user's only way in; raises Refused if it is short or somebody else's.

    A password must say whose it is: the same one in two slots would let somebody act in another's name.
    """
    check_password(password)
    others = [slot for slot in vault.slots if (slot.kind, slot.user) != ("password", user)]
    if any(slot.kind == "password" and _unwrap(slot, password) for slot in others):
        raise Refused("password_taken", "这个密码不能用：登录时要凭密码认人，请换一个别人想不到的。")
    return replace(vault, slots=(*others, _wrap("password", user, password, key, cost)))


def without_password(vault: Vault, user: str) -> Vault:
    """The vault without the user's way in."""
    return replace(vault, slots=tuple(slot for slot in vault.slots if (slot.kind, slot.user) != ("password", user)))


def with_recovery_code(vault: Vault, code: str, key: bytes, cost: Cost) -> Vault:
    """The vault with this recovery code in place of the one before."""
    others = tuple(slot for slot in vault.slots if slot.kind != "recovery")
    return replace(vault, slots=(*others, _wrap("recovery", "", _bare(code), key, cost)))


def opens(vault: Vault, user: str, password: str) -> bool:
    """Whether this is the password of this user."""
    return any(_unwrap(slot, password) for slot in vault.slots if (slot.kind, slot.user) == ("password", user))


def users(vault: Vault) -> frozenset[str]:
    """Who has a way in by password."""
    return frozenset(slot.user for slot in vault.slots if slot.kind == "password")


def parse(content: bytes) -> Vault:
    """A vault from the bytes of its file. ValueError, KeyError or TypeError if it is not one."""
    raw = json.loads(content)
    return Vault(generation=raw["generation"], seal=raw["seal"], slots=tuple(Slot(**slot) for slot in raw["slots"]))


def dump(vault: Vault) -> bytes:
    """The bytes of the vault's file."""
    return canonical_json({**_body(vault), "seal": vault.seal}).encode()


def store(folder: Path, vault: Vault, write: Callable[[Path, bytes], None]) -> None:
    """Write the vault as a file of its own generation and drop all but the two newest."""
    write(folder / f"vault-{vault.generation:06d}.json", dump(vault))
    for old in sorted(_generations(folder))[:-2]:
        os.unlink(old)


def supersede(folder: Path, vault: Vault, key: bytes, write: Callable[[Path, bytes], None]) -> Vault:
    """Store the vault as the newest generation, twice, and return it.

    The first time the generation before is still there, should the disk fail; the second time that one goes, and with
    it every way in that is no longer in the vault.
    """
    for _ in range(2):
        vault = following(vault, key, load(folder))
        store(folder, vault, write)
    return vault


def exists(folder: Path) -> bool:
    """Whether the folder holds any generation of a vault."""
    return bool(_generations(folder))


def _generations(folder: Path) -> list[Path]:
    return [file for file in folder.glob("vault-*.json") if _FILE.fullmatch(file.name)]


def _body(vault: Vault) -> dict[str, Any]:
    slots = [{name: getattr(slot, name) for name in Slot.__slots__} for slot in vault.slots]
    return {"format": 1, "generation": vault.generation, "slots": slots}


def _seal(vault: Vault, key: bytes) -> str:
    return hmac.new(
        hashlib.sha256(b"vault" + key).digest(), canonical_json(_body(vault)).encode(), "sha256"
    ).hexdigest()


def _sealed(vault: Vault, key: bytes) -> Vault:
    return replace(vault, seal=_seal(vault, key))


def _checked(vault: Vault, key: bytes) -> bytes:
    if not hmac.compare_digest(vault.seal, _seal(vault, key)):
        raise StorageFault("vault_altered", "密钥文件被改动过，已停止打开。请用备份恢复。")
    return key


def _stretch(secret: str, salt: bytes, cost: Cost) -> bytes:
    return Argon2id(salt=salt, length=32, iterations=cost.iterations, lanes=1, memory_cost=cost.memory_kib).derive(
        secret.encode()
    )


def _wrap(kind: str, user: str, secret: str, key: bytes, cost: Cost) -> Slot:
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    wrapped = AESGCM(_stretch(secret, salt, cost)).encrypt(nonce, key, f"{kind}:{user}".encode())
    return Slot(
        kind=kind,
        user=user,
        salt=base64.b64encode(salt).decode(),
        memory_kib=cost.memory_kib,
        iterations=cost.iterations,
        nonce=base64.b64encode(nonce).decode(),
        wrapped=base64.b64encode(wrapped).decode(),
    )


def _unwrap(slot: Slot, secret: str) -> bytes | None:
    cost = Cost(memory_kib=slot.memory_kib, iterations=slot.iterations)
    kek = _stretch(secret, base64.b64decode(slot.salt), cost)
    try:
        return AESGCM(kek).decrypt(
            base64.b64decode(slot.nonce), base64.b64decode(slot.wrapped), f"{slot.kind}:{slot.user}".encode()
        )
    except InvalidTag:
        return None


def _check(group: str) -> str:
    """A weighted sum over odd weights: every single wrong character changes it."""
    return _ALPHABET[sum((2 * place + 1) * _ALPHABET.index(char) for place, char in enumerate(group)) % 32]


def _readable(code: str) -> str:
    bare = re.sub(r"[^0-9A-Z]", "", code.upper())
    return bare.translate(str.maketrans("ILOU", "110V"))


def _bare(code: str) -> str:
    wrong = wrong_group(code)
    if wrong is not None:
        raise Refused("wrong_recovery_code", f"恢复码第 {wrong} 组抄写有误，请对照恢复单核对。")
    return _readable(code)
