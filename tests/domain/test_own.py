"""本单位自设的: fields, entries of code lists and figures that the office sets itself, as rules."""

from __future__ import annotations

import dataclasses
import tomllib
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app import resources
from desk_app.domain.changes import ChangeSet
from desk_app.domain.clocks import Clocks
from desk_app.domain.codes import CodeList, CodeLists
from desk_app.domain.entry import NotEntered, candidates
from desk_app.domain.errors import Refused
from desk_app.domain.own import codes as entries
from desk_app.domain.own import fields as own
from desk_app.domain.own import standards
from desk_app.domain.own.codes import OwnCode, lists_in_force
from desk_app.domain.own.fields import Around, OwnField
from desk_app.domain.own.standards import OwnStandard

TODAY = date(2026, 11, 24)
CODES = resources.codes()


def around(*present: OwnField, taken: dict[str, str] | None = None) -> Around:
    return Around(present=present, taken={"seekers": taken or {}}, codes=CODES, today=TODAY)


def field(label: str, kind: str = "文字", *present: OwnField, noun: str = "求职人员", **typed: str) -> OwnField:
    return own.defined(None, {"noun": noun, "label": label, "kind": kind, **typed}, around(*present))[0]


def wrong(typed: dict[str, str], *present: OwnField, **taken: str) -> dict[str, str]:
    with pytest.raises(NotEntered) as refused:
        own.defined(None, {"noun": "求职人员", "kind": "文字", **typed}, around(*present, taken=taken))
    return refused.value.errors


# 自设栏目


def test_a_field_keeps_its_place_when_its_label_changes() -> None:
    one = field("驾照", aliases="驾驶证")
    after, _ = own.defined(one, {"label": "准驾车型"}, around(one))
    assert (after.key, after.label, after.aliases) == ("驾照", "准驾车型", ("驾驶证", "驾照"))
    declared = after.declared()
    assert (declared.name, declared.label, declared.aliases) == ("extra.驾照", "准驾车型", ("驾照", "驾驶证"))


def test_two_fields_under_one_heading_are_refused_with_a_sentence() -> None:
    one = field("驾照", aliases="驾驶证")
    assert wrong({"label": "驾驶证"}, one)["label"] == "“驾驶证”已经是自设栏目“驾照”的名称或叫法，没有保存。"
    assert "aliases" in wrong({"label": "车本", "aliases": "驾照"}, one)
    given_up = dataclasses.replace(one, retired_on=TODAY)
    assert "停用的自设栏目" in wrong({"label": "驾照"}, given_up)["label"]
    assert wrong({"label": "学历"}, 学历="文化程度")["label"] == "名单里的“学历”已经认作“文化程度”，不用另设。"
    # The same heading of another kind of record is another question.
    assert field("驾照", "文字", one, noun="岗位").noun == "posts"


def test_what_a_field_must_have() -> None:
    assert set(wrong({"label": ""})) == {"label"}
    assert "items" in wrong({"label": "驾照", "kind": "从选项里选一项"})
    assert "codes" in wrong({"label": "驾照", "kind": "从选项里选一项", "codes": "没有的表"})
    assert "label" in wrong({"label": '引"号'})
    assert "label" in wrong({"label": "字" * 21})
    assert "sensitivity" in wrong({"noun": "岗位", "label": "车间", "sensitivity": "个人信息（屏幕上遮住一部分）"})
    one = field("驾照")
    with pytest.raises(NotEntered) as refused:
        own.defined(one, {"kind": "日期"}, around(one))
    assert "停用后另设一栏" in refused.value.errors["kind"]


def test_a_field_may_choose_from_a_shipped_list() -> None:
    one = field("户主文化程度", "从选项里选一项", codes="文化程度")
    assert one.codes == "education"
    assert own.value_words(one.declared(), "大专", CODES) == "专科"  # as an earlier list brought it


@pytest.mark.parametrize(
    ("kind", "typed", "kept", "words"),
    [
        ("文字", " 有 三轮车 ", "有 三轮车", "有 三轮车"),
        ("整数", "42码", None, ""),
        ("整数", "四十二", "42", "42"),
        ("是或否", "有", "是", "是"),
        ("日期", "20260315", "2026-03-15", "2026-03-15"),
        ("年月", "2026.7", "2026-07", "2026-07"),
        ("几段文字", "电工,焊工", "电工、焊工", "电工、焊工"),
    ],
)
def test_a_value_is_kept_as_text_and_read_back(kind: str, typed: str, kept: str | None, words: str) -> None:
    fields = {"extra.栏": field("栏", kind).declared()}
    extra, errors = own.taken(fields, {"别的": "在"}, {"extra.栏": typed}, CODES, TODAY)
    assert bool(errors) == (kept is None)
    assert extra.get("栏") == kept
    assert extra["别的"] == "在"
    assert own.words(fields, extra, CODES)["extra.栏"] == words
    assert own.taken(fields, extra, {"extra.栏": ""}, CODES, TODAY)[0] == {"别的": "在"}


def test_a_field_given_up_is_shown_where_it_has_a_value_and_asked_nowhere() -> None:
    one = dataclasses.replace(field("鞋码", "整数"), retired_on=TODAY)
    assert own.declared([one], "seekers") == {}
    assert own.to_read([one], "seekers", {}) == {}
    assert own.to_read([one], "seekers", {"鞋码": "42"})["extra.鞋码"].label == "鞋码（已停用）"
    assert "extra.鞋码" in own.taken({}, {}, {"extra.鞋码": "43"}, CODES, TODAY)[1]  # typed while it was given up


def test_personal_values_are_masked_and_changes_told_in_words() -> None:
    one = field("银行卡号", sensitivity="个人信息（屏幕上遮住一部分）")
    fields = {one.name: one.declared()}
    assert own.masked_words(fields, {"银行卡号": "6222021234567890123"}, CODES)[one.name].count("*") > 8
    told = own.changes_in_words([one], "seekers", ({}, {"银行卡号": "6222021234567890123", "别的": "x"}), CODES)
    assert len(told) == 1
    assert "6222021234567890123" not in told[0]


# 代码与原因


def reasons(own_codes: list[OwnCode], today: date = TODAY) -> CodeList:
    return lists_in_force(CODES, own_codes, (), today)["decline_reason"]


def added(label: str, own_codes: list[OwnCode], **typed: str) -> OwnCode:
    return entries.defined(None, reasons(own_codes), {"label": label, **typed}, CODES, TODAY)


def test_an_entry_is_offered_and_found_by_every_word() -> None:
    one = added("要照顾老人", [], aliases="照顾老人，陪护")
    listed = reasons([one])
    assert one.code == "x-要照顾老人"
    assert listed.find("陪护") == listed.item(one.code)
    assert [code.label for code in candidates(listed, "照顾")] == ["要照顾老人"]
    assert listed.label(one.code) == "要照顾老人"


def test_a_closed_list_takes_no_entry_and_hides_none() -> None:
    with pytest.raises(Refused, match="就业状态"):
        entries.defined(None, CODES["seeker_state"], {"label": "别的"}, CODES, TODAY)
    with pytest.raises(Refused):
        entries.retired("willing", CODES["seeker_state"], (), TODAY)


def test_a_word_that_means_something_already_is_refused() -> None:
    with pytest.raises(NotEntered, match="已经是“工资低”"):
        added("工资低", [])
    with pytest.raises(NotEntered, match="顿号"):
        added("远、累", [])


def test_the_groups_that_an_office_adds_are_walled() -> None:
    listed = CODES["group"]
    one = entries.defined(None, listed, {"label": "易地搬迁户"}, CODES, TODAY)
    item = lists_in_force(CODES, [one], (), TODAY)["group"].item(one.code)
    assert item is not None
    assert (item.restricted, item.neutral) == (True, "求职人员")
    assert item.rank == max(code.rank for code in listed)  # it comes first nowhere


def test_the_last_entry_of_a_list_stays() -> None:
    own_codes: list[OwnCode] = []
    *others, last = [item.code for item in CODES["decline_reason"]]
    for code in others:
        own_codes += [change.after for change in entries.retired(code, reasons(own_codes), own_codes, TODAY).changes]
    with pytest.raises(Refused, match="最后一项"):
        entries.retired(last, reasons(own_codes), own_codes, TODAY)


def test_an_entry_may_begin_later() -> None:
    one = added("要照顾老人", [], valid_from="+7")
    assert reasons([one]).label(one.code) == one.label
    assert one.label not in [code.label for code in reasons([one]).offered]
    assert one.label in [code.label for code in reasons([one], TODAY + timedelta(days=7)).offered]


WORDS = ("照顾老人", "带孩子", "等通知", "工资低", "嫌远")
STEPS = st.lists(
    st.tuples(st.sampled_from(("add", "rename", "retire", "restore")), st.integers(0, 11), st.sampled_from(WORDS)),
    max_size=20,
)


@given(STEPS)
def test_whatever_is_added_renamed_and_hidden_what_was_entered_stays_valid(steps: list[tuple[str, int, str]]) -> None:
    """The model: codes once offered keep a word for ever, and every word they ever had still means them."""
    own_codes: dict[str, OwnCode] = {}
    meant: dict[str, str] = {item.label: item.code for item in CODES["decline_reason"]}
    for what, number, word in steps:
        listed = reasons(list(own_codes.values()))
        code = listed.items[number % len(listed.items)].code
        try:
            if what == "add":
                one = entries.defined(None, listed, {"label": word}, CODES, TODAY)
                changes: Any = [one]
            elif what == "rename":
                before = next((one for one in own_codes.values() if one.code == code and one.label), None)
                if before is None:
                    continue
                changes = [entries.defined(before, listed, {"label": word}, CODES, TODAY)]
            elif what == "retire":
                changes = _after(entries.retired(code, listed, own_codes.values(), TODAY), own_codes)
            else:
                changes = _after(entries.restored(code, listed, own_codes.values()), own_codes)
        except (NotEntered, Refused):
            continue
        own_codes |= {one.uid: one for one in changes}
        meant |= {one.label: one.code for one in changes if one.label}
        after = reasons(list(own_codes.values()))
        assert after.offered
        assert len({item.code for item in after.items}) == len(after.items)
        for label, meaning in meant.items():
            found = after.find(label)
            assert found is not None
            assert found.code == meaning
            assert after.label(meaning) != meaning
        offered = {item.code for item in after.offered}
        assert {item.code for item in candidates(after, "")} == offered
        for item in CODES["decline_reason"]:
            kept = after.item(item.code)
            assert kept is not None
            assert dataclasses.replace(kept, offered=True) == item  # never redefined


def _after(changes: ChangeSet, own_codes: dict[str, OwnCode]) -> list[OwnCode]:
    for change in changes.changes:
        if change.after is None:
            del own_codes[change.before.uid]
    return [change.after for change in changes.changes if change.after is not None]


def test_every_field_of_a_record_names_a_list_that_there_is() -> None:
    from desk_app.domain.fields import fields_of
    from desk_app.storage.schema import RECORDS

    named = {one.codes for record in RECORDS.values() for one in fields_of(record).values() if one.codes}
    assert named <= CODES.keys()


# 期限与标准

SET_ELSEWHERE = {"letter_valid_days"}  # under 推荐信, in the office's own record


def test_every_clock_and_figure_of_hardship_can_be_set_and_has_its_words() -> None:
    figures = resources.figures()
    clocks = {f"clocks.{one.name}" for one in dataclasses.fields(Clocks) if one.name not in SET_ELSEWHERE}
    raw = resources.policy("hardship")
    hardship = {f"hardship.{part}.{name}" for part in ("within", "terms") for name in raw[part]}
    assert figures.keys() >= clocks | hardship
    labels = [(one.group, one.label) for one in figures.values()]
    assert len(set(labels)) == len(labels)
    for one in figures.values():
        file, _, place = one.name.partition(".")
        shipped, _source = standards.shipped_value(resources.policy(file), place)
        assert all(one.least <= int(part) <= one.most for part in shipped.split("、")), one.name


def figure(name: str = "clocks.post_valid_days") -> standards.Figure:
    return resources.figures()[name]


def set_to(value: str, present: list[OwnStandard] = [], name: str = "clocks.post_valid_days", **typed: str) -> Any:  # noqa: B006  # never changed
    said = {"value": value, "source": "区局通知", "valid_from": "今天", **typed}
    return standards.defined(figure(name), said, present, CODES, TODAY)


def test_a_figure_holds_from_its_day_on_and_the_rest_of_the_file_stays() -> None:
    (change,) = set_to("90天", valid_from="+10").changes
    raw = resources.policy("clocks")
    assert standards.with_own(raw, "clocks", [change.after], TODAY) == raw
    later = standards.with_own(raw, "clocks", [change.after], TODAY + timedelta(days=10))
    assert later == {**raw, "post_valid_days": 90}
    assert standards.with_own(raw, "hardship", [change.after], TODAY + timedelta(days=10)) == raw


def test_a_figure_with_a_source_names_the_office_s_own() -> None:
    (change,) = set_to("5", name="hardship.within.applied", doc_no="平人社〔2026〕3号").changes
    raw = standards.with_own(resources.policy("hardship"), "hardship", [change.after], TODAY)
    assert raw["within"]["applied"]["value"] == 5
    assert raw["within"]["applied"]["source"] == "区局通知 平人社〔2026〕3号"
    assert raw["within"]["reviewed"] == resources.policy("hardship")["within"]["reviewed"]


@pytest.mark.parametrize("value", ["", "abc", "0", "366", "30、60", "-3", "1.5"])
def test_what_is_no_figure_is_refused(value: str) -> None:
    with pytest.raises(NotEntered) as refused:
        set_to(value)
    assert "value" in refused.value.errors


def test_days_of_follow_ups_grow() -> None:
    (change,) = set_to("30，60，180", name="clocks.follow_up_days").changes
    assert change.after.value == "30、60、180"
    assert standards.with_own(resources.policy("clocks"), "clocks", [change.after], TODAY)["follow_up_days"] == [
        30,
        60,
        180,
    ]
    with pytest.raises(NotEntered, match="从小到大"):
        set_to("90、30", name="clocks.follow_up_days")


def test_a_figure_needs_its_source_and_days_in_order() -> None:
    with pytest.raises(NotEntered) as refused:
        set_to("90", source="", valid_from="2026-12-01", valid_to="2026-11-30")
    assert set(refused.value.errors) == {"source", "valid_to"}


def test_the_same_day_corrects_and_dropping_keeps_what_held_before() -> None:
    (change,) = set_to("90", valid_from="2026-11-01").changes
    held = change.after
    (again,) = set_to("100", [held], valid_from="2026-11-01").changes
    assert (again.before, again.after.value) == (held, "100")
    (dropped,) = standards.dropped(held.name, [held], TODAY).changes
    assert dropped.after.valid_to == TODAY - timedelta(days=1)
    assert standards.in_force([dropped.after], TODAY) == {}
    assert standards.in_force([dropped.after], TODAY - timedelta(days=1))[held.name].value == "90"
    with pytest.raises(Refused):
        standards.dropped(held.name, [], TODAY)


def test_the_open_lists_are_those_on_which_no_rule_rests() -> None:
    raw = tomllib.loads(resources.seed("codes.toml").read_text(encoding="utf-8"))
    open_ = {name for name, part in raw.items() if part.get("open")}
    assert open_ >= {"decline_reason", "leave_reason", "receipt_reason", "group", "how", "service_kind"}
    assert not open_ & {"seeker_state", "post_state", "letter_state", "role", "hazard", "cannot", "post_kind", "sex"}


def test_lists_without_own_entries_are_the_shipped_ones() -> None:
    found: CodeLists = lists_in_force(CODES, (), (), TODAY)
    assert all(found[name] is CODES[name] for name in CODES)
