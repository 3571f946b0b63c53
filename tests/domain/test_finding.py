"""Keys of records, words of a query, masks, likeness."""

from __future__ import annotations

import pytest

from desk_app import resources
from desk_app.domain.employers import Employer
from desk_app.domain.finding import Surnames, Word, by_pinyin, initials_of, keys, masked, name_tokens, sort_key, words
from desk_app.domain.likeness import clues, likeness
from desk_app.domain.posts import Post
from desk_app.domain.seekers import Seeker

SURNAMES = resources.surnames()
ZHANG = Seeker(uid="1", name="张三", id_no="410099199003071234", mobile="15400001234", village="石窑村")


@pytest.mark.parametrize(
    ("name", "pinyin"),
    [
        ("单雄信", "shanxiongxin"),
        ("曾国", "zengguo"),
        ("仇和", "qiuhe"),
        ("解放", "jiefang"),
        ("解小明", "xiexiaoming"),
        ("翟天", "zhaitian"),
        ("查良", "zhaliang"),
        ("尉迟恭", "yuchigong"),
        ("长孙无忌", "zhangsunwuji"),
        ("吕布", "lvbu"),
        ("欧阳㛃", "ouyangjie"),
    ],
)
def test_surnames_are_read_as_people_read_them(name: str, pinyin: str) -> None:
    expected = pinyin if name != "解放" else "xiefang"  # as a name it is one, whatever the word means
    assert expected in name_tokens(name, SURNAMES)


def test_a_surname_with_two_readings_is_found_by_both() -> None:
    tokens = name_tokens("盖小宁", SURNAMES)
    assert {"gexiaoning", "gaixiaoning", "gxn", "xiaoning"} <= set(tokens)


def test_every_reading_in_the_table_is_one_syllable_for_each_character() -> None:
    assert all(len(name) == 1 and readings.isascii() for name, readings in SURNAMES.single.items())
    assert all(len(readings.split()) == len(name) for name, readings in SURNAMES.compound.items())


def test_the_keys_of_a_person_an_employer_and_a_post() -> None:
    assert keys(ZHANG, SURNAMES).search == (" 张三 zhangsan san zs 410099199003071234 15400001234 石窑村 syc ")
    firm = keys(Employer(uid="1", name="柳河 顺达厂", contact="单一", phone="0371-1"), SURNAMES)
    assert " sdc " in firm.search  # whatever stands before the firm's own name
    assert " shanyi " in firm.search
    post = keys(Post(uid="1", title="电焊工", post_no="P0001", place="镇东"), SURNAMES)
    assert post.search.startswith(" 电焊工 dianhangong dhg hg ")
    assert " p0001 镇东 zd " in post.search


def test_people_are_ordered_by_surname_then_given_name_by_pinyin() -> None:
    names = ["张山", "章三", "张三", "单二", "李四", "张三丰", "A组"]
    assert sorted(names, key=lambda name: sort_key(name, SURNAMES)) == [
        "A组",
        "李四",
        "单二",
        "张三",
        "张三丰",
        "张山",
        "章三",
    ]
    assert sort_key("", Surnames()) == ""


def test_common_words_are_ordered_by_pinyin_without_a_dictionary() -> None:
    assert sorted(["张村", "李村", "白村", "𬱖村"], key=by_pinyin) == ["白村", "李村", "张村", "𬱖村"]


def test_what_is_typed_falls_into_words() -> None:
    assert words("ZS 1234") == (Word("zs", "latin"), Word("1234", "digits"))
    assert words("张三123X") == (Word("张三", "chinese"), Word("123x", "digits"))
    assert words("１２３４　张") == (Word("1234", "digits"), Word("张", "chinese"))
    assert words("  ") == ()


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("110101199003070016", "110101********0016"),
        ("110101900307001", "110101*****7001"),
        ("13812341234", "138****1234"),
        ("H12345678", "******678"),
        ("12", "**"),
        ("", ""),
    ],
)
def test_numbers_are_masked(number: str, shown: str) -> None:
    assert masked(number) == shown


def test_initials_of_any_words() -> None:
    assert initials_of("开具推荐信") == "kjtjx"


def reasons(**typed: str) -> tuple[str, ...]:
    return likeness(typed, ZHANG, SURNAMES).reasons


def test_why_somebody_may_be_the_typed_person() -> None:
    assert reasons(id_no="410099199003071234") == ("证件号码相同",)
    assert reasons(id_no="4100991990") == ("证件号码前10位相同",)
    assert reasons(mobile="154 0000 1234") == ("电话相同",)
    assert reasons(mobile="1540000") == ("电话前7位相同",)
    assert reasons(name="张三") == ("姓名相同",)
    assert reasons(name="张三", village="石窑村") == ("姓名相同，同村",)
    assert reasons(name="章三") == ("姓名同音",)
    assert reasons(name="张", id_no="4100", mobile="154") == ()
    assert reasons(name="李四", id_no="410099199003071999", mobile="15499999999") == ()
    assert likeness({"name": "张三"}, Seeker(uid="2", name="李四", former_name="张三"), SURNAMES).reasons == (
        "姓名相同（曾用名）",
    )


def test_a_document_number_is_certain_also_in_its_old_form() -> None:
    old = Seeker(uid="2", id_no="410099900307123")
    found = likeness({"id_no": "410099199003071234"}, old, SURNAMES)
    assert found.same
    assert found.reasons == ("证件号码是同一个人的15位旧号码",)
    assert not likeness({"name": "张三", "mobile": "15400001234", "village": "石窑村"}, ZHANG, SURNAMES).same


def test_few_characters_look_for_nobody() -> None:
    assert clues({"name": "张", "id_no": "4100991", "mobile": "154000"}, SURNAMES) == ((), ())
    assert clues({"name": "张三", "id_no": "41009919", "mobile": "1540000"}, SURNAMES) == (
        ("张三", "zhangsan"),
        ("1540000", "41009919"),
    )
