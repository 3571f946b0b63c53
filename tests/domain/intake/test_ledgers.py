"""Columns of a group's list fill the form of that group; a later list never empties what is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.domain.intake.lists import compared, data, kinds, number, stored, understood

from desk_app.domain.forms.graduates import GraduateForm
from desk_app.domain.forms.migrants import MigrantForm
from desk_app.domain.forms.registry import form_fields
from desk_app.domain.forms.standing import UnemploymentRegistration
from desk_app.domain.forms.veterans import VeteranForm
from desk_app.domain.intake.targets import targets

ZHANG, LI = number("19880305", 11), number("19920711", 22)
VETERANS = ["姓名", "身份证号", "入伍时间", "退役时间", "安置方式", "培训意愿", "有无土地", "备注"]


def veterans(*rows):
    return understood(VETERANS, *rows, file="退役军人台账.xlsx")


def form(found, of=VeteranForm, at=0):
    return next(one for one in data(found)[at].draft.forms if type(one) is of)


def test_a_list_of_veterans_fills_their_form():
    row = ["张三丰", ZHANG, "2006.12", "2018-11-30", "自主就业", "愿意", "无", ""]
    kept = form(veterans(row))
    assert (kept.enlisted_in, kept.discharged_in, kept.settlement) == ("2006-12", "2018-11", "self")
    assert (kept.training_wish, kept.has_land, kept.raw) == (True, False, {})
    assert data(veterans(row))[0].draft.record.extra == {}


def test_what_cannot_be_read_stays_as_it_was_written():
    kept = form(veterans(["张三丰", ZHANG, "当过兵", "2018年", "转业", "", "", ""]))
    assert (kept.enlisted_in, kept.discharged_in, kept.settlement) == ("", "", "")
    assert kept.raw == {"enlisted_in": "当过兵", "discharged_in": "2018年", "settlement": "转业"}
    asked = data(veterans(["张三丰", ZHANG, "2006.12", "2018-02-30", "", "", "", ""]))[0]
    assert kinds(asked) == {"date_impossible"}


def test_a_row_that_says_nothing_of_a_form_makes_none():
    assert data(veterans(["张三丰", ZHANG, "", "", "", "", "", "外地"]))[0].draft.forms == ()


def test_the_group_decides_whose_field_a_heading_is():
    found = understood(
        ["户主姓名", "姓名", "与户主关系", "身份证号", "培训意愿", "当前地点"],
        ["张大爷", "张三丰", "子女", ZHANG, "不愿意", "省外"],
        file="农村劳动力资源表.xlsx",
    )
    kept = form(found, MigrantForm)
    assert (kept.household_head, kept.relation, kept.training_wish, kept.whereabouts) == (
        "张大爷", "子女", False, "elsewhere",
    )  # fmt: skip
    nobody = data(understood(["姓名", "身份证号", "培训意愿"], ["张三丰", ZHANG, "愿意"]))[0].draft
    assert (nobody.forms, nobody.record.extra) == ((), {"培训意愿": "愿意"})


def test_returned_workers_and_graduates():
    back = form(
        understood(
            ["姓名", "身份证号", "返乡前务工地", "返乡时间", "返乡原因", "打算"],
            ["张三丰", ZHANG, "东莞", "45321", "照看老人", "找个厂"],
            file="返乡农民工登记表.xlsx",
        ),
        MigrantForm,
    )
    assert (back.former_place, back.returned_on, back.return_reason) == ("东莞", date(2024, 1, 30), "family")
    assert back.raw == {"return_reason": "照看老人", "plan": "找个厂"}
    draft = data(
        understood(
            ["姓名", "身份证号", "去向", "困难类型", "服务需求"],
            ["李四海", LI, "考研", "低保、助学贷款", "岗位推荐、培训"],
            file="毕业生名单.xlsx",
        )
    )[0].draft
    assert draft.forms[0] == GraduateForm(
        uid="",
        destination="exam",
        raw={"destination": "考研"},
        hardships=("minliving", "loan"),
        service_needs=("posts", "training"),
    )
    assert {one.group for one in draft.memberships} >= {"GRAD", "MINLIVING"}


def test_a_cell_that_answers_more_than_it_is_asked():
    found = understood(
        ["姓名", "身份证号", "培训意愿", "务工地点"],
        ["张三丰", ZHANG, "焊工", "东莞"],
        ["李四海", LI, "愿意", "省外"],
        file="农村劳动力.xlsx",
    )
    first, second = form(found, MigrantForm), form(found, MigrantForm, 1)
    assert (first.training_wish, first.training_item, first.work_place, first.raw) == (True, "焊工", "东莞", {})
    assert (second.training_wish, second.training_item, second.whereabouts) == (True, "", "elsewhere")


def test_a_day_of_registered_unemployment_is_a_registration_with_its_group():
    rows = [["姓名", "身份证号", "失业登记时间"], ["张三丰", ZHANG, "2026.3.1"]]
    first = compared(understood(*rows, file="就业困难人员名册.xlsx"))
    kept = stored(first)
    ((_, person),) = kept.seekers.items()
    registration = kept.forms[person.uid, UnemploymentRegistration][0]
    group = next(one for one in kept.memberships[person.uid] if one.group == "UNEMP")
    assert registration.membership_uid == group.uid
    assert group.started_on == registration.registered_on == date(2026, 3, 1)
    ended = replace(
        kept,
        forms={(person.uid, UnemploymentRegistration): (replace(registration, ended_on=date(2026, 9, 1)),)},
        memberships={
            person.uid: tuple(replace(one, ended_on=date(2026, 9, 1)) for one in kept.memberships[person.uid])
        },
    )
    again = compared(understood(*rows, file="另一份就业困难人员名册.xlsx"), ended)
    assert not [one for one in again.changes.changes if isinstance(one.after, UnemploymentRegistration)]
    later = compared(understood(rows[0], ["张三丰", ZHANG, "2026.10.1"], file="就业困难人员名册.xlsx"), ended)
    assert [
        one.after.registered_on for one in later.changes.changes if isinstance(one.after, UnemploymentRegistration)
    ] == [date(2026, 10, 1)]


def test_a_registration_without_its_day_is_none_and_loses_nothing():
    draft = data(
        understood(
            ["姓名", "身份证号", "失业登记时间", "失业前单位"],
            ["张三丰", ZHANG, "2026.3", "河口制衣公司"],
            file="就业困难人员名册.xlsx",
        )
    )[0].draft
    assert (draft.forms, draft.record.extra) == ((), {"失业登记时间": "2026-03", "失业前单位": "河口制衣公司"})


def test_a_later_list_adds_and_changes_but_never_empties():
    known = stored(compared(veterans(["张三丰", ZHANG, "2006.12", "2018-11-30", "自主就业", "愿意", "有", ""])))
    found = compared(veterans(["张三丰", ZHANG, "", "2018-12-01", "看不清", "", "", ""]), known)
    (change,) = found.changes.changes
    assert change.after == replace(change.before, discharged_in="2018-12")
    (altered,) = found.changed
    assert [one.after.discharged_in for one in altered.forms] == ["2018-12"]
    assert not compared(
        veterans(["张三丰", ZHANG, "", "2018-12-01", "看不清", "", "", ""]), stored_on(known, found)
    ).changes


def stored_on(known, found):
    forms = {at: list(records) for at, records in known.forms.items()}
    for change in found.changes.changes:
        forms[change.after.seeker_uid, type(change.after)] = (change.after,)
    return replace(known, forms=forms)


def test_every_field_of_a_form_can_be_chosen_for_a_column():
    offered = targets("seekers", {})
    assert offered["veteran.enlisted_in"] == "入伍时间"
    assert form_fields().keys() <= offered.keys()
