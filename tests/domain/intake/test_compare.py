from __future__ import annotations

from dataclasses import replace

from tests.domain.intake.lists import compared, data, kinds, number, stored, understood

HEAD = ["姓名", "身份证号", "电话", "学历", "备注"]
MAN, WOMAN = number("19900101", 11), number("19850302", 12)


def people(*rows, file="名单.xlsx"):
    return understood(HEAD, *rows, file=file)


def counts(found):
    return tuple(len(part) for part in (found.created, found.changed, found.same, found.refused, found.questions))


def test_new_people_get_an_identity_and_their_groups():
    found = compared(people(["张三丰", MAN, "15411110001", "高中"], file="退役军人.xlsx"))
    person, membership = (change.after for change in found.changes.changes)
    assert person.uid
    assert (membership.seeker_uid, membership.group) == (person.uid, "VET")


def test_the_same_file_again_changes_nothing():
    rows = people(["张三丰", MAN, "15411110001", "高中", "甲"], ["李四海", WOMAN, "15411110002"], file="退役军人.xlsx")
    first = compared(rows)
    again = compared(rows, stored(first))
    assert counts(first) == (2, 0, 0, 0, 0)
    assert counts(again) == (0, 0, 2, 0, 0)
    assert not again.changes


def test_empty_never_overwrites_and_both_phones_are_kept():
    first = compared(people(["张三丰", MAN, "15411110001", "高中", "甲"]))
    second = compared(people(["张三丰", MAN, "15411110002", "", "乙"]), stored(first))
    (altered,) = second.changed
    assert (altered.after.education, altered.after.remark) == ("60", "甲；乙")
    assert (altered.after.mobile, altered.after.second_phone) == ("15411110001", "15411110002")


def test_a_newer_list_changes_plain_fields_but_not_a_state_that_the_office_set():
    first = compared(people(["张三丰", MAN, "", "高中"]))
    known = next(iter(stored(first).seekers.values()))
    known = replace(known, state="referred")
    register = replace(stored(first), seekers={("01", MAN): known})
    found = compared(understood(["姓名", "身份证号", "学历", "就业状态"], ["张三丰", MAN, "大专", "未就业"]), register)
    (altered,) = found.changed
    assert (altered.after.education, altered.after.state) == ("30", "referred")


def test_the_same_number_twice_in_a_file_is_one_person_with_both_phones():
    found = compared(people(["张三丰", MAN, "15411110001"], ["张 三丰", MAN, "15411110002"]))
    assert counts(found) == (1, 1, 0, 0, 0)
    (change,) = found.changes.changes
    assert (change.before, change.after.second_phone) == (None, "15411110002")


def test_the_same_number_under_another_name_is_asked_and_never_merged():
    found = compared(people(["张三丰", MAN, "15411110001"], ["李四海", MAN, "15411110002"]))
    assert counts(found) == (1, 0, 0, 0, 1)
    assert found.questions[0].summary.kind == "other_person_id"
    assert "第2行" in found.questions[0].summary.cause
    (change,) = found.changes.changes
    assert change.after.name == "张三丰"


def test_a_near_spelling_of_the_name_is_asked_too():
    found = compared(people(["韩鹏飞", MAN, ""], ["韩朋飞", MAN, ""]))
    assert [row.summary.kind for row in found.questions] == ["name_differs"]


def test_a_known_former_name_is_the_same_person():
    first = compared(people(["张三丰（曾用名张小山）", MAN, ""]))
    again = compared(people(["张小山", MAN, ""]), stored(first))
    assert counts(again) == (0, 0, 1, 0, 0)


def test_name_and_mobile_of_somebody_else_are_asked():
    found = compared(people(["张三丰", MAN, "15411110001"], ["张三丰", number("19911111", 5), "15411110001"]))
    assert [row.summary.kind for row in found.questions] == ["maybe_same_person"]
    known = stored(found)
    (row,) = compared(people(["张三丰", "", "15411110001"]), known).questions
    assert kinds(row) == {"id_missing", "maybe_same_person"}


POSTS = ["单位名称", "岗位名称", "招聘人数", "工作地点", "薪资"]


def test_posts_come_with_one_employer_and_again_change_nothing():
    rows = understood(POSTS, ["甲公司", "保安", 2, "东街", "3000"], ["甲 公司", "保洁", 1, "东街", "2800"])
    first = compared(rows)
    assert [type(change.after).__name__ for change in first.changes.changes] == ["Employer", "Post", "Post"]
    assert len({change.after.employer_uid for change in first.changes.changes[1:]}) == 1
    again = compared(rows, stored(first))
    assert (counts(again), bool(again.changes)) == ((0, 0, 2, 0, 0), False)


def test_equal_posts_of_one_file_stay_apart_and_are_found_again():
    head = [*POSTS, "岗位代码"]
    rows = understood(head, ["甲局", "科员", 1, "东街", "", "001"], ["甲局", "科员", 1, "东街", "", "002"])
    plain = understood(POSTS, ["甲局", "科员", 1, "东街", ""], ["甲局", "科员", 1, "东街", ""])
    for found in (rows, plain):
        first = compared(found)
        assert len(first.created) == 2
        assert counts(compared(found, stored(first))) == (0, 0, 2, 0, 0)


def test_changed_terms_of_a_post_change_it_together():
    first = compared(understood(POSTS, ["甲公司", "保安", 2, "东街", "3000-3500元/月"]))
    second = compared(understood(POSTS, ["甲公司", "保安", 3, "东街", "180/天"]), stored(first))
    (altered,) = second.changed
    assert (altered.after.headcount, altered.after.pay_min, altered.after.pay_max, altered.after.pay_unit) == (
        3,
        180,
        180,
        "day",
    )


def test_one_code_under_two_names_and_one_name_with_two_codes_are_asked():
    head = ["企业名称", "统一社会信用代码"]
    one, other = "91350100M000100Y43", "91310110666007217T"
    found = compared(understood(head, ["甲公司", one], ["乙公司", one], ["甲公司", other]))
    assert [row.summary.kind for row in found.questions] == ["employer_differs", "code_differs"]
    assert len(data(understood(head, ["甲公司", one]))) == len(found.created) == 1
