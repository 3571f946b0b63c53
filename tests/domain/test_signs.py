"""Signs of fraud or abuse in invented posts, and honest posts that look alike."""

from __future__ import annotations

import pytest

from desk_app import resources
from desk_app.domain.posts import Post
from desk_app.domain.signs import doubts, monthly, need_second_look, usual_pay

KNOWN = resources.signs()

DOUBTFUL = [
    ("fee_first", "包装工", "进厂先交保证金800，离职退"),
    ("fee_first", "客服", "报名费200转到老师微信"),
    ("papers_withheld", "保安", "上班期间身份证由队长统一保管"),
    ("training_loan", "剪辑师", "先签实训协议，学费分期，上岗后从工资扣"),
    ("training_loan", "网络工程师", "办理助学贷参加培训后推荐就业"),
    ("advance_payment", "数据员", "帮商家刷流水，先垫付再返佣金"),
    ("account_lent", "财务助理", "用本人银行卡帮公司收款，每天提成"),
    ("overseas", "厨师", "赴柬埔寨园区，包机票签证"),
    ("overseas", "推广专员", "缅北公司招打字，高薪"),
    ("pyramid", "健康顾问", "自己购买3000元产品升级为代理，拉人有提成"),
    ("no_licence", "普工", "带队老板个人招，没有劳务派遣许可证"),
    ("illegal_work", "公关经理", "夜场，日结800"),
    ("illegal_work", "接待", "代孕机构招志愿者"),
    ("inside", "铁路乘务", "内部名额，包进铁路"),
    ("penalty", "网络主播", "合同三年，违约金30万"),
    ("wage_kept", "缝纫工", "押一个月工资，做满三个月才发"),
]
HONEST = [
    ("装配工", "月薪4200—5000，每月15日发工资，地址工业园12号，不收任何费用"),
    ("护理员", "体检费由医院承担，健康证可报销"),
    ("外贸业务员", "开拓东南亚市场，英语熟练"),
    ("海外仓仓管", "地点在县物流园，白班"),
    ("泰国菜厨师", "县城餐厅，包吃住"),
    ("信贷专员", "银行网点，办理贷款资料初审"),
    ("建筑工（境外）", "持对外劳务合作经营资格证书，县商务局备案，合同先签"),
    ("保险业务员", "代理关系，底薪加佣金"),
    ("快递员", "自带电动车，计件，周结"),
    ("会计", "持证，五险，月薪4500"),
    ("派遣操作工", "劳务派遣许可证编号可查，不收求职者费用"),
    ("手套加工", "送料上门，按件结算，不收押金"),
    ("客服", "带薪培训十天，培训期每天80元"),
    ("收银员", "入职带身份证复印件，核验后归还"),
    ("水电工", "水电费补贴，按规定缴纳五险一金"),
    ("推销员", "微信公众号运营，会做海报"),
]


def found(
    title: str, duties: str, employer: str = "演练县新星制衣厂", usual: float | None = None, **more: object
) -> set[str]:
    post = Post(uid="p", title=title, duties=duties, **more)  # type: ignore[arg-type]
    return {one.name for one in doubts(post, employer, KNOWN, usual)}


@pytest.mark.parametrize(("sign", "title", "duties"), DOUBTFUL)
def test_each_sign_asks_for_a_second_look_with_what_to_ask(sign: str, title: str, duties: str) -> None:
    post = Post(uid="p", title=title, duties=duties)
    told = doubts(post, "", KNOWN)
    assert sign in {one.name for one in told}
    assert need_second_look(told)
    assert all(one.words in one.sentence() and one.check in one.sentence() for one in told)


@pytest.mark.parametrize(("title", "duties"), HONEST)
def test_honest_posts_that_look_alike_ask_for_nothing(title: str, duties: str) -> None:
    assert not need_second_look(doubts(Post(uid="p", title=title, duties=duties), "演练县新星制衣厂", KNOWN))


def test_one_weak_sign_is_not_enough_and_two_are() -> None:
    assert not need_second_look(doubts(Post(uid="p", title="客服", duties="加微信详聊"), "", KNOWN))
    assert need_second_look(doubts(Post(uid="p", title="客服", duties="加微信详聊，不签合同"), "", KNOWN))


def test_nothing_asked_counts_only_where_the_pay_is_high() -> None:
    assert "nothing_asked" not in found("普工", "不用经验", pay_max=4000, pay_unit="month")
    assert "nothing_asked" in found("文员", "不用经验", pay_max=9000, pay_unit="month")


def test_pay_far_above_what_such_work_pays_here() -> None:
    assert "pay_too_high" in found("文员", "整理资料", usual=2900, pay_max=8000, pay_unit="month")
    assert "pay_too_high" not in found("文员", "整理资料", usual=2900, pay_max=5000, pay_unit="month")
    assert "pay_too_high" not in found("文员", "整理资料", pay_max=8000, pay_unit="month")


def test_an_agency_by_its_name_and_its_licence() -> None:
    assert "agency" in found("普工", "流水线", employer="演练县顺达人力资源有限公司")
    assert "agency" not in found("普工", "流水线", employer="演练县新星制衣厂")


def test_the_usual_pay_is_a_median_of_enough_posts() -> None:
    def posts(number: int) -> list[Post]:
        return [Post(uid=str(n), title="缝纫工", pay_max=3000 + 100 * n, pay_unit="month") for n in range(number)]

    family = resources.occupations().family("缝纫工")
    assert usual_pay(posts(4), resources.occupations(), KNOWN) == {}
    assert usual_pay(posts(5), resources.occupations(), KNOWN) == {family: 3200}


def test_pay_by_the_day_and_hour_is_compared_by_the_month() -> None:
    assert monthly(Post(uid="p", pay_max=200, pay_unit="day")) == 200 * 21.75
    assert monthly(Post(uid="p", pay_min=20, pay_unit="hour")) == 20 * 174
    assert monthly(Post(uid="p", pay_unit="negotiable")) == 0
