"""岗位征集: the states and their guards, opening by rule, progress that knows its names, the form."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kit.office import FixedClock, actor

from desk_app import resources
from desk_app.domain.changes import ChangeSet, insert
from desk_app.domain.collection import states
from desk_app.domain.collection.figures import DEFINITIONS, names, progress, total
from desk_app.domain.collection.form import Known, paper, workbook
from desk_app.domain.collection.lists import Kept, by_task, lines
from desk_app.domain.collection.opening import Board, Opening, answered, for_list, typed
from desk_app.domain.collection.records import Charge, Collection, CollectionContact
from desk_app.domain.collection.rules import Owners, area_of, read_rules
from desk_app.domain.collection.script import script
from desk_app.domain.employers import Employer
from desk_app.domain.errors import Refused
from desk_app.domain.office import Office
from desk_app.domain.posts import Post
from desk_app.domain.projects import LabourNeed, Project
from desk_app.domain.snoozes import Snooze

TODAY = date(2026, 11, 24)
RULES = read_rules(resources.policy("collection"))
OUTCOMES = ("wants", "sent", "none", "not_reached", "wrong_number")


def task(**more) -> Collection:
    given_ = {"uid": "t", "employer_uid": "e", "owner": "张某", "opened_on": TODAY, "due_on": TODAY + timedelta(days=7)}
    return Collection(**{**given_, **more})


def after(change: ChangeSet, kind: type, before):
    return next((one.after for one in change.changes if isinstance(one.after, kind)), before)


def firm(number: int, **more) -> Employer:
    return Employer(uid=f"e{number}", name=f"演练县第{number}厂", **more)


# The states


@given(st.lists(st.tuples(st.sampled_from(OUTCOMES), st.integers(0, 3)), max_size=8))
def test_contacts_lead_from_state_to_state_and_nothing_is_lost(calls):
    clock, now, kept = FixedClock(), task(), []
    for outcome, days in calls:
        clock.forward(days=days)
        who, today = actor(clock), clock.now().date()
        until = today + timedelta(days=5) if outcome == "none" else None
        change = states.contact(now, outcome, "phone", who, until=until)
        kept.append(after(change, CollectionContact, None))
        before, now = now, after(change, Collection, now)
        if outcome in states.FAILED:
            assert now == before
        else:
            assert now.state == ("none" if outcome == "none" else "contacted")
            assert (now.until is None) == (outcome != "none")
        assert now.closed_on is None
    assert [one.outcome for one in kept] == [outcome for outcome, _ in calls]
    failed, days_tried = states.tries(kept)
    assert days_tried <= failed <= len(kept)
    assert not failed or kept[-1].outcome in states.FAILED


def test_a_firm_that_wants_nobody_comes_back_by_itself_on_its_day():
    with pytest.raises(Refused, match="哪一天再问"):
        states.contact(task(), "none", "phone", actor(), until=TODAY)
    resting = after(states.contact(task(), "none", "phone", actor(), until=date(2026, 12, 24)), Collection, None)
    assert (states.standing(resting, date(2026, 12, 23)), states.due(resting)) == ("none", date(2026, 12, 24))
    assert states.standing(resting, date(2026, 12, 24)) == "waiting"
    assert not states.is_overdue(resting, None, date(2026, 12, 24))
    assert states.is_overdue(resting, None, date(2026, 12, 25))
    assert not states.is_overdue(resting, date(2026, 12, 30), date(2026, 12, 25))


def test_registered_needs_a_post_and_stays_whatever_is_noted_later():
    with pytest.raises(Refused, match="还没有登记岗位"):
        states.register(task(), 0, TODAY)
    done = after(states.register(task(), 1, TODAY), Collection, None)
    assert (done.state, done.closed_on, states.due(done)) == ("registered", TODAY, None)
    assert after(states.contact(done, "none", "phone", actor(), until=date(2026, 12, 1)), Collection, done) == done
    assert after(states.reopen(done, RULES, TODAY), Collection, None).state == "waiting"


def test_unreachable_needs_enough_tries_on_enough_days():
    def tried(*days: int) -> list[CollectionContact]:
        return [
            CollectionContact(
                uid=f"{number}", collection_uid="t", at=f"2026-11-{day:02}T10:00:00", outcome="not_reached"
            )
            for number, day in enumerate(days)
        ]

    for days in ((20, 20, 20), (20, 21)):
        with pytest.raises(Refused, match="2 天里至少联系 3 次"):
            states.unreachable(task(), tried(*days), RULES, TODAY)
    lost = after(states.unreachable(task(), tried(20, 20, 21), RULES, TODAY), Collection, None)
    assert (lost.state, lost.closed_on) == ("unreachable", TODAY)
    reached = CollectionContact(uid="r", collection_uid="t", at="2026-11-22T10:00:00", outcome="sent")
    assert states.tries([*tried(20, 20, 21), reached]) == (0, 0)
    back = after(states.contact(lost, "wants", "phone", actor()), Collection, None)
    assert (back.state, back.closed_on) == ("contacted", None)
    assert back.due_on is not None
    assert back.due_on >= TODAY


def test_only_who_works_here_is_given_a_task():
    assert after(states.hand_over(task(), "李某", ("张某", "李某")), Collection, None).owner == "李某"
    with pytest.raises(Refused, match="没有叫“王某”"):
        states.hand_over(task(), "王某", ("张某",))


# Opening


def board(**more) -> Board:
    return Board(staff=("张某", "李某"), villages={"柳树村": ("柳树",)}, **more)


@given(st.lists(st.integers(0, 30), max_size=60), st.sets(st.integers(0, 30)), st.sets(st.integers(0, 30)))
def test_each_firm_gets_one_task_and_work_is_shared_evenly(seen, asked, offering):
    known = board(
        tasks=tuple(task(uid=f"t{number}", employer_uid=f"e{number}", owner="") for number in sorted(asked)),
        offering=frozenset(f"e{number}" for number in offering),
    )
    opening = Opening(known, RULES, TODAY)
    made = [change.after for number in seen for change in opening.firm(firm(number)).changes]
    wanted = {f"e{number}" for number in seen if number not in asked | offering}
    assert [one.employer_uid for one in made] == [uid for uid in dict.fromkeys(f"e{n}" for n in seen) if uid in wanted]
    shares = [sum(one.owner == name for one in made) for name in known.staff]
    assert max(shares) - min(shares) <= 1
    assert all(one.due_on == TODAY + timedelta(days=RULES.firm_due_days) for one in made)


def test_a_list_opens_tasks_for_new_firms_alone():
    old, new, unknown = firm(1, registered_on=date(2020, 1, 1)), firm(2, registered_on=date(2026, 10, 1)), firm(3)
    changes = insert(old, new, unknown)
    opened = for_list(changes, (old, new, unknown), False, board(), RULES, TODAY)
    assert [one.after.employer_uid for one in opened.changes] == ["e2"]
    named = for_list(changes, (old, new, unknown), True, board(), RULES, TODAY)
    assert [one.after.employer_uid for one in named.changes] == ["e1", "e2", "e3"]
    known = for_list(ChangeSet(), (unknown,), True, board(), RULES, TODAY)
    assert not known
    assert RULES.lists_new_firms("10月新注册企业.xlsx")
    assert not RULES.lists_new_firms("企业台账.xlsx", "全镇企业")


def test_a_typed_firm_is_asked_unless_it_was_registered_long_ago():
    assert typed(firm(1), board(), RULES, TODAY)
    assert typed(firm(1, registered_on=TODAY), board(), RULES, TODAY)
    assert not typed(firm(1, registered_on=date(2024, 1, 1)), board(), RULES, TODAY)


def test_a_project_is_asked_before_it_starts_by_whoever_has_the_place():
    charges = (Charge(uid="c", area="柳树村", owner="李某"), Charge(uid="d", area="别村", owner="走了的人"))
    project = Project(uid="p", name="产业园", place="青禾镇柳树村", starts_on=date(2026, 12, 8), employer_uid="e1")
    change = Opening(board(charges=charges), RULES, TODAY).project(project, firm(1))
    (opened,) = (one.after for one in change.changes)
    assert (opened.owner, opened.area, opened.due_on) == ("李某", "柳树村", date(2026, 11, 28))
    assert (opened.employer_uid, opened.project_uid) == ("e1", "p")
    assert not Opening(board(tasks=(opened,)), RULES, TODAY).project(project, firm(1))
    named = Opening(board(charges=charges), RULES, TODAY).project(
        Project(uid="q", name="路", owner="张某", starts_on=date(2025, 1, 1)), None
    )
    assert (named.changes[0].after.owner, named.changes[0].after.due_on) == ("张某", TODAY + timedelta(days=7))


def test_places_are_read_from_addresses():
    villages = {"柳树村": ("柳树",), "小柳树村": ()}
    assert area_of("青禾镇小柳树村3组", villages) == "小柳树村"
    assert area_of("演练县柳树行政村", villages) == "柳树村"
    assert area_of("演练县青禾镇工业路", villages) == "青禾镇"
    assert area_of("物流园A区", villages) == ""
    owners = Owners(("张某", "李某"), (), ("张某",))
    assert [owners.next(""), owners.next("")] == ["李某", "张某"]


def test_new_posts_answer_the_open_tasks_of_their_firm():
    tasks = (task(), task(uid="u", employer_uid="f"), task(uid="v", state="unreachable"))
    change = answered((Post(uid="p", employer_uid="e"),), tasks, TODAY)
    assert [(one.after.uid, one.after.state) for one in change.changes] == [("t", "registered")]


# Lists and progress


def kept(*tasks: Collection, contacts=(), posts=(), snoozes=()) -> Kept:
    firms = {one.employer_uid: Employer(uid=one.employer_uid, name=f"单位{one.employer_uid}") for one in tasks}
    return Kept(
        tasks=tasks,
        contacts=by_task(contacts),
        employers=firms,
        projects={},
        posts={uid: [post for post in posts if post.employer_uid == uid] for uid in firms},
        snoozes={one.subject: one for one in snoozes},
    )


def test_what_is_overdue_stands_first_and_what_is_done_last():
    found = lines(
        kept(
            task(uid="done", employer_uid="1", state="registered"),
            task(uid="late", employer_uid="2", due_on=date(2026, 11, 20)),
            task(uid="moved", employer_uid="3", due_on=date(2026, 11, 20)),
            task(uid="soon", employer_uid="4", due_on=date(2026, 11, 25)),
            snoozes=[Snooze(uid="s", subject="moved", until=date(2026, 12, 1), reason="老板出差")],
        ),
        resources.codes(),
        TODAY,
    )
    assert [(one.uid, one.overdue) for one in found] == [
        ("late", True),
        ("soon", False),
        ("moved", False),
        ("done", False),
    ]
    assert found[2].put_off_reason == "老板出差"


days = st.dates(date(2026, 9, 1), TODAY)


@given(
    st.lists(
        st.tuples(days, days, st.sampled_from(["张某", "李某", ""]), st.sampled_from(["柳树村", ""])), max_size=12
    ),
    st.lists(st.tuples(st.integers(0, 11), days, st.sampled_from(OUTCOMES)), max_size=20),
    st.lists(st.tuples(st.integers(0, 11), days, st.integers(1, 9)), max_size=12),
    st.sampled_from(["owner", "area", "month"]),
    st.sampled_from(["", "2026-10", "2026-11"]),
)
def test_figures_are_names_and_add_up(tasks, contacts, posts, by, month):
    made = [
        task(uid=f"t{n}", employer_uid=f"e{n}", opened_on=opened, due_on=due, owner=owner, area=area)
        for n, (opened, due, owner, area) in enumerate(tasks)
    ]
    stored = kept(
        *made,
        contacts=[
            CollectionContact(uid=f"c{n}", collection_uid=f"t{which}", at=f"{on}T09:00:00", outcome=outcome)
            for n, (which, on, outcome) in enumerate(contacts)
        ],
        posts=[
            Post(
                uid=f"p{n}", employer_uid=f"e{which}", headcount=count, verified_by="张某", verified_on=on, state="open"
            )
            for n, (which, on, count) in enumerate(posts)
        ],
    )
    rows = progress(stored, by, month, TODAY)
    whole = total(rows)
    for figure in DEFINITIONS:
        counted = whole.names(figure)
        assert len(set(counted)) == len(counted)
        assert len(names(stored, whole, resources.codes(), TODAY)[figure]) == len(counted)
    everything = total(progress(stored, by, "", TODAY))
    assert {*whole.opened} == {one.uid for one in made if str(one.opened_on).startswith(month)}
    assert len(everything.opened) == len(made)
    seats = {post.uid: post.headcount for offered in stored.posts.values() for post in offered}
    assert whole.seats == sum(seats[uid] for uid in whole.posts)


# What is said and handed out


def test_the_script_asks_eight_questions_and_names_what_is_forbidden():
    words = resources.collection_words()
    said = script(words, "柳河湾镇人社所", "张某", "某厂", "产业园")
    assert len(said.questions) == 8
    assert "某厂的“产业园”" in said.opening[0]
    assert "不收" in said.opening[2]
    assert any("第四十三条" in one for one in said.not_to_ask)
    assert not any(word in one for one in said.questions for word in ("性别", "年龄", "婚", "户口", "民族"))


def test_the_form_has_no_column_that_the_law_forbids():
    office = Office(uid="o", name="柳河湾镇人社所")
    known = Known(
        office=office,
        employer=firm(1, phone="15400000001"),
        project=Project(uid="p", name="产业园", place="柳树村"),
        needs=(LabourNeed(uid="n", occupation="缝纫工", headcount=30),),
        today=TODAY,
    )
    words, codes = resources.collection_words(), resources.codes()
    sheet, blank = paper(known, words, codes), paper(Known(office=office, today=TODAY), words, codes)
    headings = [column.title for block in sheet.blocks for column in getattr(block, "columns", ())]
    asked = [*headings, *workbook(known, words, codes).columns]
    assert not any(word in one for one in asked for word in ("性别", "年龄", "婚", "户籍", "民族", "健康", "身高"))
    assert len(sheet.blocks) == len(blank.blocks) + 1
    assert workbook(known, words, codes).rows[0][:2] == ("缝纫工", "30")
    assert "人力资源市场暂行条例第二十四条" in workbook(known, words, codes).help[0]


def test_the_form_says_the_industry_in_words():
    office = Office(uid="o", name="柳河湾镇人社所")
    known = Known(office=office, employer=firm(1, industry="I"), today=TODAY)
    sheet = paper(known, resources.collection_words(), resources.codes())
    boxes = {pair.label: pair.value for row in sheet.blocks[0].rows for pair in row}
    assert boxes["所属行业"] == resources.codes()["industry"].label("I") != "I"
