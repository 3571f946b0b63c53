"""Messages from a chat become an employer and its posts, each value with its place in the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app import resources
from desk_app.domain.intake.chat import Chat, read_chat


def read(text: str) -> Chat:
    return read_chat(text, resources.chat_words(), resources.intake_words(), resources.occupations())


def texts(chat: Chat) -> tuple[dict[str, str], list[dict[str, str]]]:
    return {n: p.text for n, p in chat.employer.items()}, [{n: p.text for n, p in one.items()} for one in chat.posts]


FACTORY = """【急招】河口镇金蝉服装厂招工啦！
① 缝纫工20名，计件，月薪4500-6500元
② 剪线工 5人 3000元以上
要求：男女不限，会踩平车优先
包吃住，五险，有班车
地址：河口镇工业园区3号
电话：15400000001 王厂长（微信同号）"""

FORMS = """单位：河口顺达物流有限公司
岗位：仓库管理员
人数：3人
工资：4000-5000元/月
工作内容：收发货、盘点
上班时间：长白班
岗位：叉车司机
人数：2
待遇：6K左右
要求：持叉车证
联系人：李女士 15400000002"""


def test_a_message_with_a_line_for_each_post() -> None:
    employer, posts = texts(read(FACTORY))
    assert employer == {"name": "河口镇金蝉服装厂", "phone": "15400000001", "contact": "王厂长"}
    common = {
        "requirements": "男女不限，会踩平车优先",
        "welfare": "包吃住，五险，有班车",
        "place": "河口镇工业园区3号",
        "lodging": "是",
        "bus": "是",
    }
    assert posts == [
        {"title": "缝纫工", "headcount": "20", "pay_text": "月薪4500-6500元", **common},
        {"title": "剪线工", "headcount": "5", "pay_text": "3000元以上", **common},
    ]


def test_a_message_with_headings_keeps_each_posts_facts_apart() -> None:
    employer, posts = texts(read(FORMS))
    assert employer == {"name": "河口顺达物流有限公司", "phone": "15400000002", "contact": "李女士"}
    first, second = posts
    assert first == {
        "title": "仓库管理员",
        "headcount": "3人",
        "pay_text": "4000-5000元/月",
        "duties": "收发货、盘点",
        "shift": "长白班",
    }
    assert second == {"title": "叉车司机", "headcount": "2", "pay_text": "6K左右", "requirements": "持叉车证"}


@pytest.mark.parametrize(
    ("message", "titles", "headcounts", "pay"),
    [
        ("各位老乡，村口养殖场招人，喂猪的两名，一天150，管饭，找赵师傅154 0000 0003", ["喂猪的"], ["2"], "一天150"),
        (
            "万家乐超市现招收银员2名，理货员3名，保洁1名，月薪2800起，交社保，两班倒",
            ["收银员", "理货员", "保洁"],
            ["2", "3", "1"],
            "月薪2800起",
        ),
        ("招焊工、钳工，工资面议，电话0310-5551234", ["焊工", "钳工"], ["", ""], "工资面议"),
    ],
)
def test_short_messages(message: str, titles: list[str], headcounts: list[str], pay: str) -> None:
    _, posts = texts(read(message))
    assert [post["title"] for post in posts] == titles
    assert [post.get("headcount", "") for post in posts] == headcounts
    assert {post["pay_text"] for post in posts} == {pay}


def test_what_is_no_offer_brings_no_posts() -> None:
    for message in ("", "明天上午九点开会，请各村协管员带花名册", "今天下雨，路滑，大家注意安全，有事打15400000009"):
        assert read(message).posts == ()


@pytest.mark.parametrize("message", [FACTORY, FORMS])
def test_every_value_stands_in_the_message_where_it_is_said_to_stand(message: str) -> None:
    chat = read(message)
    for part in (*chat.employer.values(), *(part for post in chat.posts for part in post.values())):
        said = message[part.start : part.end]
        assert part.text in (said, "是")
        assert said.strip()


@given(st.text(alphabet="招缝纫工人名35两、，。：:\n 月薪4500-元地址电话15400000001公司厂包吃住【】要求", max_size=120))
def test_any_text_is_read(message: str) -> None:
    chat = read(message)
    for post in chat.posts:
        assert post["title"].text
        for part in post.values():
            assert 0 <= part.start < part.end <= len(message)
