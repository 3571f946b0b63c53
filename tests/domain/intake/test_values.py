"""The readers of single values."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.intake.lists import TODAY, VILLAGES, number

from desk_app import resources
from desk_app.domain.intake.amounts import chinese_whole, parse_ages, parse_headcount, parse_pay
from desk_app.domain.intake.dates import parse_date
from desk_app.domain.intake.names import names_near, parse_name
from desk_app.domain.intake.offers import asked_about
from desk_app.domain.intake.papers import is_lossy, parse_credit_code, parse_person_number, parse_phones
from desk_app.domain.intake.sheet import NUMBER, TEXT
from desk_app.domain.intake.villages import Villages

WORDS = resources.intake_words()
DIGITS = "零一二三四五六七八九"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026.7", "2026-07"),
        ("202607", "2026-07"),
        ("2026年7月", "2026-07"),
        ("2026年7月5日", "2026-07-05"),
        ("2026-7-5 00:00:00", "2026-07-05"),
        ("２０２６．７．５", "2026-07-05"),
        ("45321", "2024-01-30"),
        ("97.3.1", "1997-03-01"),
        ("11.3.1", "2011-03-01"),
        ("26.12.31", "2026-12-31"),
        ("二〇二四年三月", "2024-03"),
        ("二零二四年十二月二十一日", "2024-12-21"),
        ("31/12/2026", "2026-12-31"),
        ("2026届", "2026"),
        ("20261230", "2026-12-30"),
        ("2027年1月底", "2027-01"),
        ("2026.13", None),
        ("2026.2.30", None),
        ("去年", None),
        ("", None),
        ("99999999", None),
    ],
)
def test_dates(text, iso):
    found = parse_date(text, TODAY)
    assert (found.iso() if found else None) == iso


FORMS = (
    lambda day: day.isoformat(),
    lambda day: f"{day.year}.{day.month}.{day.day}",
    lambda day: f"{day.year}/{day.month:02}/{day.day:02}",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day:%Y%m%d}",
    lambda day: str((day - date(1899, 12, 30)).days),
    lambda day: f"{day.isoformat()} 00:00:00",
    lambda day: "".join(DIGITS[int(d)] for d in str(day.year)) + f"年{_sign(day.month)}月{_sign(day.day)}日",
)


def _sign(value):
    tens, ones = divmod(value, 10)
    return ("" if tens < 2 else DIGITS[tens]) + ("十" if tens else "") + (DIGITS[ones] if ones else "")


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)), st.sampled_from(FORMS))
def test_a_date_is_read_back_from_every_form(day, form):
    assert parse_date(form(day), TODAY).whole() == day


@given(st.dates(TODAY - timedelta(days=80 * 365), TODAY))
def test_two_digit_years_are_never_in_the_far_future(day):
    assert parse_date(f"{day:%y}.{day.month}.{day.day}", TODAY).whole() == day


@given(st.integers(1, 9999))
def test_chinese_numbers_are_read_back(value):
    text, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            text += ("零" if zero else "") + DIGITS[digit] + name
        zero = bool(text) and not digit
    expected = sum(
        DIGITS.index(text[at - 1]) * {"千": 1000, "百": 100, "十": 10}[sign]
        for at, sign in enumerate(text)
        if sign in "千百十"
    )
    expected += DIGITS.index(text[-1]) if text[-1] in DIGITS else 0
    assert chinese_whole(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20", (20, "")),
        ("20.0", (20, "")),
        ("20名", (20, "")),
        ("3个", (3, "")),
        ("三名", (3, "")),
        ("三十名", (30, "")),
        ("两人", (2, "")),
        ("约10人", (10, "")),
        ("男1女2", (3, "headcount_by_sex")),
        ("女3名，男2名", (5, "headcount_by_sex")),
        ("2-5", (None, "headcount_range")),
        ("若干", (None, "headcount_unclear")),
        ("不限", (None, "headcount_unclear")),
        ("0", (None, "headcount_unclear")),
    ],
)
def test_headcounts(text, expected):
    found = parse_headcount(text)
    assert (found.number, found.problem) == expected


@pytest.mark.parametrize(
    ("text", "heading", "expected"),
    [
        ("4K-6K", "薪资", (4000, 6000, "month", "")),
        ("3.5k-5k", "薪资", (3500, 5000, "month", "")),
        ("3000-5000元/月", "工资", (3000, 5000, "month", "")),
        ("4000—6000元/月", "工资", (4000, 6000, "month", "")),
        ("￥3,800", "工资", (3800, 3800, "month", "")),
        ("4500左右", "工资", (4500, 4500, "month", "")),
        ("4200起", "工资", (4200, None, "month", "")),
        ("5000元以上", "工资", (5000, None, "month", "")),
        ("保底3000+计件", "工资", (3000, None, "month", "")),
        ("底薪2800+提成", "工资", (2800, None, "month", "")),
        ("月薪4000-5500，包吃住", "工资", (4000, 5500, "month", "")),
        ("3500-5000元/月（试用期3000）", "工资", (3500, 5000, "month", "")),
        ("180/天", "工资", (180, 180, "day", "")),
        ("200-260元/天", "工资", (200, 260, "day", "")),
        ("22元/小时", "工资", (22, 22, "hour", "")),
        ("年薪6-8万", "工资", (60000, 80000, "year", "")),
        ("6-8", "年薪（万元）", (60000, 80000, "year", "")),
        ("0.5-0.7万", "月薪", (5000, 7000, "month", "")),
        ("150", "日工资", (150, 150, "day", "")),
        ("计件，多劳多得", "工资", (None, None, "piece", "")),
        ("面议", "工资", (None, None, "negotiable", "")),
        ("按国家有关规定执行", "待遇", (None, None, "", "")),
        ("5000-3500", "工资", (3500, 5000, "month", "pay_reversed")),
        ("45000-60000/月", "工资", (45000, 60000, "month", "pay_high")),
        ("900元/月", "工资", (900, 900, "month", "pay_low")),
        ("好商量，干得多挣得多", "工资", (None, None, "", "pay_unclear")),
    ],
)
def test_pay(text, heading, expected):
    found = parse_pay(text, heading, WORDS.posts, WORDS.pay)
    assert (found.low, found.high, found.unit, found.problem) == expected


def test_pay_that_lost_a_digit_is_asked():
    assert parse_pay("350-5000", "薪资", WORDS.posts, WORDS.pay).problem == "pay_low"


@given(st.integers(16, 29), st.integers(1, 15))
def test_pay_ranges_are_read_back(hundreds, more):
    low, high = hundreds * 100, (hundreds + more) * 100
    for text in (f"{low}-{high}", f"{low}～{high}元/月", f"{low / 1000}k-{high / 1000}k", f"{low}至{high}元"):
        found = parse_pay(text, "工资", WORDS.posts, WORDS.pay)
        assert (found.low, found.high, found.unit, found.problem) == (low, high, "month", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18-45周岁", (18, 45)),
        ("20—55", (20, 55)),
        ("18周岁以上、38周岁以下", (18, 38)),
        ("35岁以下", (None, 35)),
        ("30周岁及以下", (None, 30)),
        ("年满18周岁", (18, None)),
        ("不限", (None, None)),
    ],
)
def test_ages(text, expected):
    assert parse_ages(text) == expected


@pytest.mark.parametrize(
    ("text", "name", "former", "note", "problem"),
    [
        ("张  三丰", "张三丰", "", "", ""),
        ("\n张三丰 ", "张三丰", "", "", ""),
        ("张　三丰", "张三丰", "", "", ""),
        ("张三丰★", "张三丰", "", "", ""),
        ("张三丰（曾用名张小山）", "张三丰", "张小山", "", ""),
        ("张三丰(在读研)", "张三丰", "", "在读研", ""),
        ("张三丰（已死亡）", "张三丰", "", "已死亡", "person_dead"),
        ("买买提・吐尔逊", "买买提·吐尔逊", "", "", ""),
        ("阿依古丽.买买提", "阿依古丽·买买提", "", "", ""),
        ("John  Smith", "John Smith", "", "", ""),
        ("李𫖯", "李𫖯", "", "", ""),
        ("陈□", "陈□", "", "", "name_unclear"),
        ("王*", "王*", "", "", "name_unclear"),
        ("张三丰、李四海", "张三丰、李四海", "", "", "name_unclear"),
        ("鄭新鳳", "鄭新鳳", "", "", "name_traditional"),
        ("张", "张", "", "", "name_unclear"),
    ],
)
def test_names(text, name, former, note, problem):
    found = parse_name(text, WORDS)
    assert (found.name, found.former, found.note, found.problem) == (name, former, note, problem)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("韩鹏飞", "韩朋飞", True),
        ("郑凤琴", "鄭鳳琴", True),
        ("李晓燕", "李小艳", True),
        ("张三丰", "李四海", False),
        ("王芳", "张芳", False),
    ],
)
def test_near_names(one, other, near):
    assert names_near(one, other, WORDS) is near


GOOD = number("19900101", 1)


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        f" {GOOD} ",
        f"'{GOOD}",
        f"\t{GOOD}",
        f"{GOOD[:6]} {GOOD[6:14]} {GOOD[14:]}",
        f"{GOOD[:6]}\n{GOOD[6:]}",
        GOOD.lower(),
        "".join(chr(ord(sign) + 0xFEE0) for sign in GOOD),
    ],
)
def test_numbers_in_any_wrapping(text):
    found = parse_person_number(text, TEXT, TODAY, practice=True)
    assert (found.number, found.document, found.problem) == (GOOD, "01", "")


@pytest.mark.parametrize(
    ("text", "typed", "problem"),
    [
        (GOOD, NUMBER, "id_as_number"),
        ("410099199001010016.0", TEXT, "id_as_number"),
        ("410099900101001", NUMBER, "id_old15"),
        ("4.10099E+17", TEXT, "id_scientific"),
        ("410099199001019000", TEXT, "id_zeros"),
        (GOOD[:-1], TEXT, "id_length"),
        (GOOD + "1", TEXT, "id_length"),
        (number("19900231", 5), TEXT, "id_bad_date"),
        (GOOD[:-1] + ("1" if GOOD[-1] != "1" else "2"), TEXT, "id_checksum"),
        ("410099900101001", TEXT, "id_old15"),
        ("410099********0012", TEXT, "id_masked"),
        ("不详", TEXT, "id_words"),
        ("41OO99" + GOOD[6:], TEXT, "id_letter"),
    ],
)
def test_numbers_that_are_not_taken(text, typed, problem):
    found = parse_person_number(text, typed, TODAY, practice=True)
    assert (found.number, found.problem) == ("", problem)


def test_practice_numbers_are_asked_about_in_a_real_office():
    assert parse_person_number(GOOD, TEXT, TODAY, practice=False).problem == "practice_data"


def test_cards_of_hong_kong_taiwan_and_foreigners_are_documents_of_their_own():
    shown = {"810000199408230021": "04", "830000198505050048": "06", "911124199001150012": "07"}
    assert {text: parse_person_number(text, TEXT, TODAY, practice=False).document for text in shown} == shown


def test_a_column_that_went_through_floating_point_is_known():
    destroyed = [str(int(float(number("19900101", at * 7)[:17] + "1"))) for at in range(20)]
    whole = [number(f"19{at + 60}0315", at * 7) for at in range(30)]
    assert is_lossy(destroyed)
    assert not is_lossy(whole)


@pytest.mark.parametrize(
    ("text", "numbers", "note", "problem"),
    [
        ("15411110001", ("15411110001",), "", ""),
        ("15411110001.0", ("15411110001",), "", ""),
        ("154 1111 0001", ("15411110001",), "", ""),
        ("86-15411110001", ("15411110001",), "", ""),
        ("+8615411110001", ("15411110001",), "", ""),
        ("15411110001/15411110002", ("15411110001", "15411110002"), "", ""),
        ("15411110001；15411110002", ("15411110001", "15411110002"), "", ""),
        ("15411110001或15411110002", ("15411110001", "15411110002"), "", ""),
        ("15411110001\n15411110002", ("15411110001", "15411110002"), "", ""),
        ("15411110001（微信同号）", ("15411110001",), "微信同号", ""),
        ("王经理15411110001", ("15411110001",), "王经理", ""),
        ("0370-3123456", ("0370-3123456",), "", ""),
        ("空号", (), "空号", ""),
        ("1541111000", (), "", "phone_short"),
        ("154111100011", (), "", "phone_short"),
        ("1.54111E+10", (), "", "phone_scientific"),
    ],
)
def test_phones(text, numbers, note, problem):
    found = parse_phones(text)
    assert (found.numbers, found.note, found.problem) == (numbers, note, problem)


@pytest.mark.parametrize(
    ("text", "code", "problem"),
    [
        ("91350100M000100Y43", "91350100M000100Y43", ""),
        ("9135 0100m000 100y43", "91350100M000100Y43", ""),
        ("91350100M000100Y44", "", "code_wrong"),
        ("9135O100M000100Y43", "", "code_wrong"),
        ("410099121666114", "", "code_old15"),
        ("无", "", "code_missing"),
    ],
)
def test_credit_codes(text, code, problem):
    found = parse_credit_code(text, TEXT, practice=False)
    assert (found.code, found.problem) == (code, problem)


def test_villages_by_alias_ending_address_and_near_miss():
    known = Villages(VILLAGES, WORDS.village_endings)
    assert [known.find(text).village for text in ("柳树", "柳树行政村", "某县某镇柳树村", "东桥居委会")] == [
        "柳树村",
        "柳树村",
        "柳树村",
        "东桥社区",
    ]
    assert known.in_address("某县某镇后洼村5组") == known.find("后洼村5组")
    assert known.find("柳数村").near == "柳树村"
    assert known.find("外乡某村").near == ""
    unknown = Villages({}, WORDS.village_endings)
    assert [unknown.find(text).village for text in ("柳树村委会", "东桥居委会", "柳树")] == [
        "柳树村",
        "东桥社区",
        "柳树",
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("限男性", "unlawful_sex"),
        ("只要女工", "unlawful_sex"),
        ("男士优先", "unlawful_sex"),
        ("40岁以下女工", "unlawful_sex"),
        ("35岁以下", "unlawful_age"),
        ("30周岁及以下", "unlawful_age"),
        ("限本县户籍", "unlawful_hukou"),
        ("已婚已育优先", "unlawful_marriage"),
        ("限汉族", "unlawful_ethnicity"),
        ("五官端正", "unlawful_health"),
        ("入职交押金200元", "unlawful_other"),
    ],
)
def test_unlawful_wording_is_found(text, kind):
    assert kind in dict(asked_about(text, WORDS))


@pytest.mark.parametrize(
    "text",
    [
        "吃苦耐劳",
        "男女不限",
        "女装导购，熟悉面料",
        "年满18周岁",
        "会说本地话",
        "能适应两班倒",
        "持健康证",
        "五险一金",
        "不收任何押金",
        "两年以上经验",
    ],
)
def test_lawful_wording_is_left_alone(text):
    assert asked_about(text, WORDS) == ()
