"""Refusals, what speaks for leaving, the clock of a family, families from lists, and the papers as text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.kit.office import actor

from desk_app import resources
from desk_app.domain.entry import NotEntered
from desk_app.domain.errors import Refused
from desk_app.domain.hardship import families, leaving, papers
from desk_app.domain.hardship.listing import Row
from desk_app.domain.hardship.listing import families as listed_families
from desk_app.domain.hardship.policy import read_policy
from desk_app.domain.hardship.records import Certification, CertificationStep, Family, FamilyMember
from desk_app.domain.hardship.refusing import months_before, refusals
from desk_app.domain.hardship.steps import Case
from desk_app.domain.office import Office
from desk_app.domain.paper import Pairs, Paper, Rows, Ticks, strings
from desk_app.domain.proposals import Answer
from desk_app.domain.referrals import Letter
from desk_app.domain.seekers import Seeker
from desk_app.domain.service_log import ServiceEntry

POLICY = read_policy(resources.policy("hardship"))
CODES, TRACKS = resources.codes(), resources.retirement()
TODAY = date(2026, 11, 24)
PERSON = Seeker(
    uid="p",
    name="周小满",
    sex="2",
    birth_date=date(1980, 5, 6),
    id_no="410099198005061220",
    mobile="15400001234",
    residence_address="上柳村三组十二号",
    state="willing",
    village="上柳村",
)
CASE = Case(
    certification=Certification(
        uid="c", seeker_uid="p", category="7", state="certified", certified_on=date(2026, 3, 1), membership_uid="m"
    ),
    seeker=PERSON,
)


def said(day: str, post: str, answer: str = "unwilling", reason: str = "工资低") -> Answer:
    return Answer(uid=f"a{day}{post}", seeker_uid="p", post_uid=post, answer=answer, reason=reason, at=f"{day}T09:00")


def logged(day: str, result: str = "refused", reason: str = "no_training", note: str = "不参加培训") -> ServiceEntry:
    return ServiceEntry(uid=f"l{day}", seeker_uid="p", result=result, reason=reason, note=note, at=f"{day}T10:00")


# Refusals


def test_refusals_are_counted_with_their_evidence() -> None:
    letter = Letter(uid="L", letter_no="x", year=2026, sequence=3, desk="1", state="declined", post_uid="c")
    letters = [replace(letter, seeker_uid="p", received_on=date(2026, 9, 1))]
    found = refusals([said("2026-08-01", "a")], letters, [logged("2026-10-01")], TODAY, POLICY, {"a": "“保洁员”"})
    assert [(one.on.isoformat(), one.noun) for one in found] == [
        ("2026-08-01", "answers"),
        ("2026-09-01", "letters"),
        ("2026-10-01", "service_log"),
    ]
    assert found[0].words == "不愿意去“保洁员”（工资低）"
    assert "不参加培训" in found[2].words


def test_what_is_old_excused_willing_or_the_same_post_is_not_counted_again() -> None:
    answers = [
        said("2026-05-23", "old"),
        said("2026-08-01", "a"),
        said("2026-09-01", "a"),  # the same post
        said("2026-09-02", "b", reason="working"),
        said("2026-09-03", "c", answer="considering"),
    ]
    log = [logged("2026-09-04", reason="works_away"), logged("2026-09-05", result="reached")]
    found = refusals(answers, [], log, TODAY, POLICY)
    assert [one.on for one in found] == [date(2026, 9, 1)]


def test_the_window_of_months_has_no_gap_at_month_ends() -> None:
    assert months_before(date(2026, 8, 31), 6) == date(2026, 2, 28)
    assert months_before(date(2026, 11, 24), 6) == date(2026, 5, 24)


# Leaving


def reasons(case: Case, refused: int = 0, log: tuple[ServiceEntry, ...] = ()) -> list[str]:
    found = refusals([said("2026-10-01", str(n)) for n in range(refused)], [], [], TODAY, POLICY)
    return [one.reason for one in leaving.proposals(case, found, log, TODAY, POLICY, TRACKS)]


def test_what_speaks_for_leaving() -> None:
    assert reasons(CASE) == []
    assert reasons(CASE, refused=2) == []
    assert reasons(CASE, refused=3) == ["refused"]
    assert reasons(replace(CASE, seeker=replace(PERSON, state="stable"))) == ["employed"]
    assert reasons(replace(CASE, seeker=replace(PERSON, birth_date=date(1960, 1, 1)))) == ["pension"]
    cleared = Family(uid="f", cleared_on=date(2026, 11, 1), cleared_member="周大年")
    assert reasons(replace(CASE, family=cleared)) == ["family_employed"]
    check = CertificationStep(uid="s", step="annual", result="refused", on=TODAY, opinion="已领营业执照")
    assert reasons(replace(CASE, steps=(check,))) == ["annual"]


def test_lost_counts_from_the_last_time_somebody_was_reached() -> None:
    lost = replace(CASE, seeker=replace(PERSON, state="lost"))
    assert reasons(lost, log=(logged("2026-03-01", "reached"), logged("2026-11-01", "not_reached"))) == ["lost"]
    assert reasons(lost, log=(logged("2026-10-01", "reached"),)) == []


def test_nothing_speaks_against_what_is_not_in_force() -> None:
    under_way = replace(CASE, certification=replace(CASE.certification, state="reported"))
    assert reasons(under_way, refused=9) == []


def test_the_basis_names_each_refusal() -> None:
    found = refusals(
        [said(f"2026-1{n}-01", str(n)) for n in range(2)] + [said("2026-09-01", "x")], [], [], TODAY, POLICY
    )
    basis = leaving.proposals(CASE, found, (), TODAY, POLICY, TRACKS)[0].basis
    assert "3 次拒绝服务" in basis
    assert all(day in basis for day in ("2026-09-01", "2026-10-01", "2026-11-01"))


# Families

FAMILY = Family(uid="f", head="周小满", certified_on=date(2026, 11, 1), deadline=date(2026, 12, 1))


@pytest.mark.parametrize(
    ("day", "state", "left"),
    [
        (date(2026, 11, 15), "open", 16),
        (date(2026, 11, 16), "half", 15),
        (date(2026, 12, 1), "half", 0),
        (date(2026, 12, 2), "overdue", -1),
    ],
)
def test_the_clock_warns_at_half_and_after_the_deadline(day: date, state: str, left: int) -> None:
    ticking = families.clock(FAMILY, day)
    assert ticking is not None
    assert (ticking.state, ticking.days_left) == (state, left)
    assert families.all_clear([FAMILY], day) == (state != "overdue")


def test_a_household_has_no_clock() -> None:
    assert families.clock(Family(uid="f"), TODAY) is None
    assert families.started(Family(uid="f", certified_on=TODAY), POLICY).deadline == TODAY + timedelta(30)


def test_a_member_at_work_is_proposed_and_the_clerk_confirms() -> None:
    member = FamilyMember(uid="1", seeker_uid="p", name="周小满")
    assert families.may_clear(FAMILY, [member], {"p": replace(PERSON, state="in_post")}) == ("周小满",)
    assert families.may_clear(FAMILY, [member], {"p": PERSON}) == ()
    cleared = families.clear(FAMILY, "周小满", "employed", TODAY, actor()).changes[0].after
    assert (cleared.cleared_on, cleared.cleared_by) == (TODAY, "练习员")
    assert families.clock(cleared, TODAY + timedelta(99)).state == "cleared"  # type: ignore[union-attr]
    with pytest.raises(NotEntered):
        families.clear(FAMILY, "", "employed", TODAY, actor())
    with pytest.raises(Refused):
        families.clear(cleared, "周小满", "employed", TODAY, actor())


def test_nobody_under_16_is_linked_as_a_job_seeker() -> None:
    child = FamilyMember(uid="1", seeker_uid="p", name="周小宝", relation="子", birth_date=date(2015, 1, 1))
    made, errors = families.read_member(child, TODAY, practice=True)
    assert (made.seeker_uid, errors) == ("", {})
    assert made.is_child(TODAY)


def test_a_list_becomes_families_with_members_as_rows() -> None:
    def row(name: str, relation: str, uid: str = "", *, zerofam: bool = False) -> Row:
        member = FamilyMember(uid="", seeker_uid=uid, name=name, relation=relation)
        return Row(sheet="名册", member=member, village="上柳村", address="", phone="", zerofam=zerofam)

    rows = [
        row("甲", "本人", "a", zerofam=True),
        row("乙", "配偶"),
        row("丙", "本人", "c"),
        row("丁", "母亲"),
        row("戊", "本人"),
    ]
    made = [one.after for one in listed_families(rows, {}, "名册.xlsx", TODAY).changes]
    assert [(one.head, one.basis) for one in made if isinstance(one, Family)] == [
        ("甲", "名册：名册.xlsx"),
        ("丙", ""),
    ]
    members = [one for one in made if isinstance(one, FamilyMember)]
    assert [one.name for one in members] == ["甲", "乙", "丙", "丁"]
    again = listed_families(rows, {"a": members[:1], "c": members[2:]}, "名册.xlsx", TODAY)
    assert [one.after.name for one in again.changes] == ["乙"]


# Papers

NOTICED = replace(
    CASE,
    family=Family(uid="f", head="周小满"),
    members=(
        FamilyMember(uid="1", seeker_uid="p", name="周小满", relation="本人"),
        FamilyMember(uid="2", name="周小宝", relation="子", birth_date=date(2015, 1, 1), id_no="410099201501011234"),
        FamilyMember(uid="3", name="周大年", relation="父", id_no="410099195201011234", state="务农"),
    ),
    steps=(
        CertificationStep(uid="s1", step="apply", on=date(2026, 9, 1)),
        CertificationStep(uid="s2", step="review", result="agreed", on=date(2026, 9, 3), opinion="情况属实。"),
    ),
)


def words(paper: Paper) -> str:
    return "\n".join(strings(paper))


def test_a_notice_says_nothing_but_what_may_hang_on_the_wall() -> None:
    office = Office(uid="o", name="柳河湾镇人社所", phone="0371-5550100")
    person = papers.announced(NOTICED, CODES, TODAY)
    paper = papers.notice([person], office, date(2026, 9, 4), date(2026, 9, 15), POLICY)
    text = words(paper)
    for shown in ("周小满", "女", "46", "长期失业人员", "2026年9月4日", "2026年9月15日", "0371-5550100"):
        assert shown in text
    for hidden in (PERSON.id_no, PERSON.id_no[-4:], PERSON.mobile, "上柳村", "周大年", "周小宝", "情况属实"):
        assert hidden not in text


def test_the_certification_form_holds_applicant_family_ticks_and_three_opinions() -> None:
    paper = papers.form(NOTICED, CODES, TODAY)
    text = words(paper)
    for shown in (PERSON.name, PERSON.id_no, PERSON.mobile, "周大年", "410099195201011234", "情况属实。"):
        assert shown in text
    assert "410099201501011234" not in text  # of a child
    first = paper.blocks[0]
    assert isinstance(first, Pairs)
    assert first.photo
    ticks = next(block for block in paper.blocks if isinstance(block, Ticks))
    assert [ticked for _, ticked in ticks.options] == [n == 7 for n in range(1, 10)]
    assert sum(type(block).__name__ == "Opinion" for block in paper.blocks) == 3
    table = next(block for block in paper.blocks if isinstance(block, Rows))
    assert table.least >= 4
    assert [row[0] for row in table.rows] == ["周小宝", "周大年"]


def test_blank_papers_name_nobody() -> None:
    for paper in (papers.form(None, CODES, TODAY), papers.undertaking(None, POLICY)):
        pairs = [pair for block in paper.blocks if isinstance(block, Pairs) for row in block.rows for pair in row]
        assert pairs
        assert not any(pair.value for pair in pairs)
        ticks = [ticked for block in paper.blocks if isinstance(block, Ticks) for _, ticked in block.options]
        assert not any(ticks)


def test_the_plan_of_a_family_has_the_five_and_who_is_responsible() -> None:
    family = replace(FAMILY, situation="两人均无业", owner="王某", measures="推荐保洁岗位")
    text = words(papers.family_plan(family, NOTICED.members, CODES, TODAY))
    for shown in ("家庭状况", "失业原因", "技能特长", "培训愿望", "择业意向", "两人均无业", "王某", "2026-12-01"):
        assert shown in text
    assert PERSON.id_no not in text
