"""Two ways in, and no way to lose the key by accident."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.domain.errors import Refused, StorageFault
from desk_app.storage import vault
from desk_app.storage.files import write_whole
from tests.kit.office import CHEAP

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def made() -> tuple[vault.Vault, bytes, str]:
    code = vault.new_recovery_code()
    return (*vault.make([("张某", "correct horse"), ("李某", "battery staple")], code, CHEAP), code)


def test_each_password_and_the_recovery_code_open_the_same_key() -> None:
    kept, key, code = made()
    assert vault.unlock(kept, "correct horse") == (key, "张某")
    assert vault.unlock(kept, "battery staple") == (key, "李某")
    assert vault.recover(kept, code) == key
    assert vault.recover(kept, code.lower().replace("-", " ")) == key


def test_a_wrong_password_or_code_opens_nothing() -> None:
    kept, _, _ = made()
    with pytest.raises(Refused, match="密码"):
        vault.unlock(kept, "wrong horse")
    with pytest.raises(Refused, match="恢复码"):
        vault.recover(kept, vault.new_recovery_code())


@given(group=st.integers(0, 7), place=st.integers(0, 4), other=st.sampled_from(ALPHABET))
def test_a_single_wrong_character_of_the_code_is_named_by_its_group(group: int, place: int, other: str) -> None:
    code = vault.new_recovery_code()
    index = group * 6 + place
    wrong = code[:index] + other + code[index + 1 :]
    assert vault.wrong_group(wrong) == (None if wrong == code else group + 1)


def test_the_code_holds_160_random_bits_in_eight_groups_of_five() -> None:
    groups = vault.new_recovery_code().split("-")
    assert [len(group) for group in groups] == [5] * 8
    assert len({vault.new_recovery_code() for _ in range(50)}) == 50


def test_an_altered_vault_is_refused() -> None:
    kept, _, _ = made()
    moved = replace(kept, slots=(replace(kept.slots[0], user="王某"), *kept.slots[1:]))
    with pytest.raises((Refused, StorageFault)):
        vault.unlock(moved, "correct horse")
    fewer = replace(kept, slots=kept.slots[:1])
    with pytest.raises(StorageFault, match="改动"):
        vault.unlock(fewer, "correct horse")


def test_two_generations_are_kept_and_a_torn_newest_falls_back(tmp_path: Path) -> None:
    kept, key, _ = made()
    for _ in range(3):
        vault.store(tmp_path, kept, write_whole)
        kept = vault.following(kept, key, (kept,))
    assert sorted(file.name for file in tmp_path.iterdir()) == ["vault-000002.json", "vault-000003.json"]
    torn = tmp_path / "vault-000003.json"
    torn.write_bytes(torn.read_bytes()[:200])
    assert vault.load(tmp_path)[0].generation == 2


def test_no_vault_is_told_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(StorageFault, match="备份"):
        vault.load(tmp_path)


def test_a_guess_costs_at_least_what_owasp_asks() -> None:
    cost = vault.Cost()
    assert cost.memory_kib >= 19 * 1024
    assert cost.iterations >= 2


def stored(folder: Path) -> tuple[vault.Vault, bytes, str]:
    kept, key, code = made()
    vault.store(folder, kept, write_whole)
    return kept, key, code


def opened_by(folder: Path, password: str) -> bool:
    """Whether any generation that is still there opens with it."""
    for kept in vault.load(folder):
        try:
            vault.unlock(kept, password)
        except Refused:
            continue
        return True
    return False


def test_a_new_clerk_gets_an_own_way_in(tmp_path: Path) -> None:
    kept, key, code = stored(tmp_path)
    vault.supersede(tmp_path, vault.with_password(kept, "王某", "third horse 3", key, CHEAP), key, write_whole)
    newest = vault.current(tmp_path, key)
    assert vault.unlock(newest, "third horse 3") == (key, "王某")
    assert vault.unlock(newest, "correct horse") == (key, "张某")
    assert vault.recover(newest, code) == key
    assert vault.users(newest) == {"张某", "李某", "王某"}
    assert vault.opens(newest, "王某", "third horse 3")
    assert not vault.opens(newest, "张某", "third horse 3")


def test_a_replaced_password_opens_no_generation_that_is_left(tmp_path: Path) -> None:
    kept, key, _ = stored(tmp_path)
    vault.supersede(tmp_path, vault.with_password(kept, "张某", "a newer horse", key, CHEAP), key, write_whole)
    assert opened_by(tmp_path, "a newer horse")
    assert not opened_by(tmp_path, "correct horse")
    assert len(vault.load(tmp_path)) == 2


def test_a_dropped_way_in_opens_no_generation_that_is_left(tmp_path: Path) -> None:
    kept, key, _ = stored(tmp_path)
    vault.supersede(tmp_path, vault.without_password(kept, "李某"), key, write_whole)
    assert not opened_by(tmp_path, "battery staple")
    assert opened_by(tmp_path, "correct horse")


def test_a_new_recovery_code_ends_the_old_one(tmp_path: Path) -> None:
    kept, key, old = stored(tmp_path)
    new = vault.new_recovery_code()
    vault.supersede(tmp_path, vault.with_recovery_code(kept, new, key, CHEAP), key, write_whole)
    assert opened_by(tmp_path, new)
    assert not opened_by(tmp_path, old)


def test_nobody_gets_a_password_that_is_short_or_somebody_elses(tmp_path: Path) -> None:
    kept, key, _ = stored(tmp_path)
    with pytest.raises(Refused, match="8 位"):
        vault.with_password(kept, "王某", "short", key, CHEAP)
    with pytest.raises(Refused, match="凭密码认人"):
        vault.with_password(kept, "王某", "correct horse", key, CHEAP)
    assert vault.opens(vault.with_password(kept, "张某", "correct horse", key, CHEAP), "张某", "correct horse")


def test_a_write_that_fails_leaves_the_vault_as_it_was(tmp_path: Path) -> None:
    kept, key, _ = stored(tmp_path)

    def full(path: Path, content: bytes) -> None:
        raise StorageFault("cannot_write", "写满了")

    with pytest.raises(StorageFault):
        vault.supersede(tmp_path, vault.without_password(kept, "李某"), key, full)
    assert opened_by(tmp_path, "battery staple")


def test_the_second_write_failing_leaves_the_new_ways_in(tmp_path: Path) -> None:
    kept, key, _ = stored(tmp_path)
    tries: list[Path] = []

    def once(path: Path, content: bytes) -> None:
        tries.append(path)
        if len(tries) == 2:
            raise StorageFault("cannot_write", "写满了")
        write_whole(path, content)

    with pytest.raises(StorageFault):
        vault.supersede(tmp_path, vault.with_password(kept, "李某", "newest horse", key, CHEAP), key, once)
    assert vault.unlock(vault.load(tmp_path)[0], "newest horse") == (key, "李某")


def test_the_vault_of_another_key_is_not_taken_for_the_current_one(tmp_path: Path) -> None:
    kept, key, _ = stored(tmp_path)
    other, other_key, _ = made()
    vault.store(tmp_path, vault.following(other, other_key, (kept,)), write_whole)
    assert vault.current(tmp_path, key) == kept
    with pytest.raises(StorageFault, match="备份"):
        vault.current(tmp_path, bytes(32))
