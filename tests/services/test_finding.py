"""Lists by query, anything by name, and search before create, on a real encrypted office."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desk_app.bootstrap import Desk, open_desk
from desk_app.domain.changes import insert, remove, update
from desk_app.domain.employers import Employer
from desk_app.domain.finding import NOTHING, Query
from desk_app.domain.posts import Post
from desk_app.domain.referrals import Letter
from desk_app.domain.seekers import Membership, Seeker
from desk_app.domain.service_log import ServiceEntry
from tests.kit.office import PASSWORD, FixedClock, founded

FIRM = Employer(uid="e1", name="柳河顺达服装厂", contact="单一", phone="0371-60000000")
POST = Post(
    uid="p1", employer_uid="e1", title="缝纫工", post_no="P0001", headcount=3, pay_min=3000, pay_max=4500, state="open"
)
PEOPLE = (
    Seeker(
        uid="s1",
        seeker_no="S001",
        name="张三",
        id_doc_type="01",
        id_no="410099199003071234",
        mobile="15400001234",
        village="石窑村",
        state="willing",
        birth_date=date(1990, 3, 7),
        sex="1",
    ),
    Seeker(uid="s2", name="单小红", id_doc_type="01", id_no="410099198512300048", village="白塔村", state="in_post"),
    Seeker(uid="s3", name="赵%六", mobile="15499991234", village="石窑村", state="unverified"),
    Seeker(uid="s4", name="张山", state="willing", former_name="李山"),
)
REST = (
    Membership(uid="m1", seeker_uid="s1", group="GRAD"),
    Membership(uid="m2", seeker_uid="s1", group="HARD", started_on=date(2026, 1, 1), ended_on=date(2026, 12, 31)),
    Membership(uid="m3", seeker_uid="s2", group="GRAD", ended_on=date(2025, 1, 1)),
    ServiceEntry(uid="l1", seeker_uid="s1", kind="contact", at="2026-10-01T09:00:00+08:00"),
    ServiceEntry(uid="l2", seeker_uid="s1", kind="contact", at="2026-11-02T09:00:00+08:00"),
    Letter(
        uid="t1",
        letter_no="柳人社荐字〔2026〕第0007号",
        desk="1",
        year=2026,
        sequence=7,
        seeker_uid="s2",
        post_uid="p1",
        employer_uid="e1",
        state="hired",
    ),
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folders, _ = founded(tmp_path_factory.mktemp("finding"))
    with open_desk(folders, PASSWORD, FixedClock()) as opened:
        opened.database.write(opened.actor, "试", lambda unit: unit.apply(insert(FIRM, POST, *PEOPLE, *REST)))
        yield opened


def seekers(desk: Desk, text: str = "", sort: str = "", descending: bool = False, **filters: tuple[str, ...]) -> str:
    found = desk.finding.seekers(desk.actor, Query(text, filters, sort, descending))
    return " ".join(found)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("zs 1234", "s1"),
        ("zs1234", "s1"),
        ("zs", "s1 s4"),
        ("zhangsan", "s1"),
        ("shan", "s2 s4"),
        ("sxh", "s2"),
        ("dan", ""),
        ("张", "s1 s4"),
        ("山", "s4"),
        ("1234", "s1 s3"),
        ("410099", "s2 s1"),
        ("9900", ""),
        ("syc", "s1 s3"),
        ("窑", "s1 s3"),
        ("李山", "s4"),
        ("s001", "s1"),
        ("%", "s3"),
        ("_", ""),
        ("'", ""),
        ("张 石窑", "s1"),
    ],
)
def test_words(desk: Desk, typed: str, found: str) -> None:
    assert seekers(desk, typed) == found


def test_order_is_by_pinyin_and_by_any_column(desk: Desk) -> None:
    assert seekers(desk) == "s2 s1 s4 s3"
    assert seekers(desk, descending=True) == "s3 s4 s1 s2"
    assert seekers(desk, sort="village") == "s2 s1 s3 s4"  # none last
    assert seekers(desk, sort="village", descending=True) == "s1 s3 s2 s4"
    assert seekers(desk, sort="state") == "s3 s1 s4 s2"  # as the code list has them
    assert seekers(desk, sort="last_contact") == "s1 s2 s4 s3"
    for column in ("seeker_no", "id_no", "birth_date", "mobile", "registered_on", "education", "sex", "name"):
        assert len(seekers(desk, sort=column).split()) == 4


def test_filters(desk: Desk) -> None:
    assert seekers(desk, group=("GRAD",)) == "s1"  # a membership that has ended does not count
    assert seekers(desk, group=("GRAD", "HARD")) == "s1"
    assert seekers(desk, group=(NOTHING,)) == "s2 s4 s3"
    assert seekers(desk, group=("GRAD", NOTHING)) == "s2 s1 s4 s3"
    assert seekers(desk, village=("石窑村",)) == "s1 s3"
    assert seekers(desk, village=(NOTHING, "白塔村")) == "s2 s4"
    assert seekers(desk, "z", state=("willing",)) == "s1 s4"
    assert seekers(desk, village=("石窑村",), state=("unverified",)) == "s3"


def test_rows_of_persons_are_masked(desk: Desk) -> None:
    first, second, gone = desk.finding.seeker_rows(desk.actor, ("s1", "s2", "nobody"))
    assert gone == {}
    assert first == {
        "uid": "s1",
        "seeker_no": "S001",
        "name": "张三",
        "sex": "男",
        "age": "36",
        "groups": ("困难人员", "毕业生"),
        "state": "有意愿未就业",
        "state_code": "willing",
        "village": "石窑村",
        "education": "",
        "id_no": "410099********1234",
        "mobile": "154****1234",
        "last_contact": "2026-11-02",
        "post": "",
    }
    assert second["groups"] == ()
    assert second["post"] == "柳河顺达服装厂 · 缝纫工"


def test_villages_with_counts(desk: Desk) -> None:
    assert desk.finding.villages(desk.actor) == (("", 1), ("白塔村", 1), ("石窑村", 2))


def test_posts_are_found_by_their_employer_too(desk: Desk) -> None:
    for typed in ("frg", "缝纫", "sdfzc", "顺达", "shanyi", "P0001", "frg sd", ""):
        assert desk.finding.posts(desk.actor, typed) == ("p1",), typed
    assert desk.finding.posts(desk.actor, "frg zzz") == ()


def test_employers(desk: Desk) -> None:
    for typed in ("sd", "顺达", "单一", "60000000", ""):
        assert desk.finding.employers(desk.actor, typed) == ("e1",), typed
    assert desk.finding.employers(desk.actor, "frg") == ()


def test_anything_is_found_from_one_line(desk: Desk) -> None:
    found = {typed: desk.finding.anywhere(desk.actor, typed) for typed in ("zs", "缝纫", "2026-7", "sd", " ", "zzzz")}
    assert [(hit.noun, hit.title) for hit in found["zs"]] == [("seekers", "张三"), ("seekers", "张山")]
    assert found["zs"][0].detail == "石窑村 · 410099********1234"
    assert [(hit.noun, hit.detail) for hit in found["缝纫"]] == [("posts", "柳河顺达服装厂 · P0001")]
    assert [(hit.page, hit.uid, hit.detail) for hit in found["2026-7"]] == [("referrals", "t1", "单小红 · 录用")]
    assert [(hit.noun, hit.uid) for hit in found["sd"]] == [("employers", "e1"), ("posts", "p1")]
    assert found[" "] == found["zzzz"] == ()
    assert desk.finding.anywhere(desk.actor, "柳人社荐字〔2026〕第0007号")[-1].uid == "t1"


def test_search_before_create(desk: Desk) -> None:
    (same,) = desk.finding.similar(desk.actor, {"id_no": "410099199003071234"})
    assert (same.uid, same.same, same.reasons) == ("s1", True, ("证件号码相同",))
    assert same.detail == "石窑村 · 410099********1234 · 154****1234"
    first, *others = desk.finding.similar(desk.actor, {"name": "张三", "mobile": "15499991234"})
    assert (first.uid, first.reasons) == ("s3", ("电话相同",))
    assert [one.uid for one in others] == ["s1"]
    assert desk.finding.similar(desk.actor, {"name": "章山"})[0].reasons == ("姓名同音",)
    assert desk.finding.similar(desk.actor, {"uid": "s1", "id_no": "410099199003071234"}) == ()
    assert desk.finding.similar(desk.actor, {"name": "张", "id_no": "410"}) == ()


def test_keys_follow_every_change_and_are_no_part_of_the_history(tmp_path: Path) -> None:
    folders, _ = founded(tmp_path)
    with open_desk(folders, PASSWORD, FixedClock()) as desk:
        person = PEOPLE[0]

        def put(*changes: object) -> None:
            for change in changes:
                desk.database.write(desk.actor, "试", lambda unit, change=change: unit.apply(change))

        put(insert(person))
        renamed = update(person, name="李四", village="白塔村")
        put(renamed)
        assert [seekers(desk, typed) for typed in ("张三", "李四", "bt", "lisi")] == ["", "s1", "s1", "s1"]
        # Somebody who still holds the old record changes another field: the new name must not be lost.
        put(update(person, mobile="15477777777"))
        assert [seekers(desk, typed) for typed in ("lisi 7777", "张三")] == ["s1", ""]
        last = desk.database.read(lambda read: read.first(Seeker, uid="s1"))
        put(remove(last))
        assert seekers(desk) == seekers(desk, "李四") == ""
        desk.undo.undo(desk.actor)
        assert seekers(desk, "李四") == "s1"
        lines = desk.database.read(lambda read: read.history("s1"))
        assert not any({"search", "sort_key"} & set(line.fields) for line in lines)
