"""岗位 (posts): what an employer offers, under which conditions, checked by whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Annotated, Literal

from desk_app.domain.changes import ChangeSet, together, update
from desk_app.domain.clocks import Clocks
from desk_app.domain.errors import Refused
from desk_app.domain.fields import Extra, Raw, Uid, code, codes, day, flag, link, text, texts, whole

TERMS = frozenset(
    {"headcount", "pay_min", "pay_max", "pay_unit", "place", "education_min", "requirements", "duties"}
    | {"kind", "term_months", "labour_share"}
)
"""What an employer was asked about when the post was verified: where one of these changes, it is verified anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """岗位: one kind of work at one employer, with a number of seats.

    Conditions that the law forbids (sex, marriage, hukou, ethnicity, health as such) have no field: their words stay
    in `requirements` for the talk with the employer and never filter anybody.
    """

    uid: Uid
    post_no: Annotated[str, text("岗位编号")] = ""
    employer_uid: Annotated[str, link("用人单位", "employers")] = ""
    title: Annotated[
        str, text("岗位名称", "招聘岗位", "岗位", "职位", "职位名称", "招聘工种", "工种", "招聘职位", needed=True)
    ] = ""
    headcount: Annotated[
        int | None, whole("招聘人数", "人数", "需求人数", "用工人数", "招聘数量", "招录人数", needed=True)
    ] = None
    duties: Annotated[str, text("工作内容", "岗位职责", "岗位描述", "职位描述", needed=True)] = ""
    place: Annotated[str, text("工作地点", "工作地址", "地点", "上班地点", needed=True)] = ""
    place_level: Annotated[str, code("地点远近", "place")] = ""
    pay_min: Annotated[int | None, whole("最低工资", "薪资下限", needed=True)] = None
    pay_max: Annotated[int | None, whole("最高工资", "薪资上限")] = None
    pay_unit: Annotated[str, code("计薪方式", "pay_unit")] = ""
    pay_text: Annotated[str, text("薪资", "工资待遇", "工资", "月薪", "薪资待遇", "待遇", "薪酬", "月工资")] = ""
    education_min: Annotated[str, code("学历要求", "education", "学历", "文化程度", "最低学历")] = ""
    major: Annotated[str, text("专业要求", "专业", "所需专业", "所学专业")] = ""
    certificates: Annotated[tuple[str, ...], texts("证书要求", "持证要求", "资格证书")] = ()
    experience_years: Annotated[int | None, whole("经验要求（年）", "工作经验")] = None
    age_min: Annotated[int | None, whole("年龄下限")] = None
    age_max: Annotated[int | None, whole("年龄上限")] = None
    age_reason: Annotated[str, text("年龄要求的法定理由")] = ""
    requirements: Annotated[str, text("岗位要求", "其他要求", "任职要求", "招聘条件", "要求")] = ""
    welfare: Annotated[str, text("福利", "福利待遇", "食宿", "其他福利")] = ""
    shift: Annotated[str, code("班次", "shift", "工作时间", "上班时间")] = ""
    lodging: Annotated[bool | None, flag("提供住宿", "住宿")] = None
    bus: Annotated[bool | None, flag("班车")] = None
    hazards: Annotated[tuple[str, ...], codes("特殊作业", "hazard")] = ()
    target_groups: Annotated[tuple[str, ...], codes("面向人群", "group")] = ()
    kind: Annotated[str, code("岗位类别", "post_kind")] = "ordinary"
    term_months: Annotated[int | None, whole("期限（月）")] = None
    weekly_hours: Annotated[int | None, whole("每周工时（小时）")] = None
    basis: Annotated[str, text("认定或批准依据")] = ""
    insured: Annotated[bool | None, flag("办理意外伤害保险")] = None
    nonprofit: Annotated[bool | None, flag("非营利的公益性工作")] = None
    labour_share: Annotated[int | None, whole("劳务报酬占比（%）")] = None
    pay_list: Annotated[bool | None, flag("劳务报酬发放花名册")] = None
    piece_floor: Annotated[bool | None, flag("计件保底不低于最低工资")] = None
    valid_until: Annotated[date | None, day("有效期", "有效期至", "截止日期", "招聘截止", needed=True)] = None
    verified_by: Annotated[str, text("核实人", needed=True)] = ""
    verified_on: Annotated[date | None, day("核实日期", needed=True)] = None
    verified_how: Annotated[str, code("核实方式", "how")] = ""
    recheck_on: Annotated[date | None, day("核实有效至")] = None
    second_look_by: Annotated[str, text("复看人")] = ""
    second_look_on: Annotated[date | None, day("复看日期")] = None
    second_look_note: Annotated[str, text("复看说明")] = ""
    state: Annotated[str, code("岗位状态", "post_state")] = "unverified"
    source: Annotated[str, text("来源")] = ""
    remark: Annotated[str, text("备注", "说明")] = ""
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)

    @property
    def is_employment(self) -> bool:
        """Whether whoever is taken on is employed: a trainee (就业见习) is not, and never counts as hired or stable."""
        return self.kind != "internship"

    def is_verified(self) -> bool:
        """Whether somebody, by name, has the employer's word that the post is true and open (条例 art. 26, 29)."""
        return bool(self.verified_by and self.verified_on)

    def is_stale(self, today: date) -> bool:
        """Whether the employer's word is so old that it must be asked for again before the post is used."""
        return self.is_verified() and self.recheck_on is not None and self.recheck_on < today

    def can_be_confirmed(self, today: date) -> bool:
        """Whether the employer's word can open it: not withdrawn, closing day not past."""
        return self.state != "withdrawn" and (self.valid_until is None or self.valid_until >= today)

    @property
    def pay_words(self) -> str:
        """What is paid, as the employer wrote it, else from the amounts: 4000-5000元/月."""
        if self.pay_text:
            return self.pay_text
        amounts = "-".join(str(one) for one in dict.fromkeys((self.pay_min, self.pay_max)) if one is not None)
        return f"{amounts}元" if amounts else ""


def confirm(posts: Iterable[Post], by: str, how: str, today: date, clocks: Clocks) -> ChangeSet:
    """That `by` has the employer's word, today, that each of these posts is true and open (条例 art. 26, 29).

    Posts that cannot be confirmed are left out; one without a closing day gets the office's usual one; a pause goes on.
    """
    return together(
        update(
            post,
            verified_by=by,
            verified_on=today,
            verified_how=how,
            recheck_on=today + timedelta(days=clocks.post_recheck_days),
            state="paused" if post.state == "paused" else "open",
            valid_until=post.valid_until or today + timedelta(days=clocks.post_valid_days),
        )
        for post in posts
        if post.can_be_confirmed(today)
    )


def standing(post: Post, free: int, today: date) -> str:
    """Where the post stands today, as a code of the list `post_state`: its state, or that it is past or full."""
    if post.state in ("withdrawn", "paused"):
        return post.state
    if post.valid_until is not None and post.valid_until < today:
        return "expired"
    if post.state == "open" and free < 1:
        return "full"
    return "stale" if post.state == "open" and post.is_stale(today) else post.state


STANDING_TONES: Mapping[str, Literal["quiet", "accent", "good", "caution", "danger"]] = {
    "unverified": "caution",
    "open": "good",
    "stale": "caution",
    "paused": "quiet",
    "full": "accent",
    "expired": "danger",
    "withdrawn": "quiet",
}
"""How urgent each standing is, in the tones of a tag."""


def unverified(post: Post) -> dict[str, object]:
    """The attributes of a post whose word of the employer no longer counts, nor what was looked at again."""
    return {
        "verified_by": "",
        "verified_on": None,
        "verified_how": "",
        "recheck_on": None,
        "second_look_by": "",
        "second_look_on": None,
        "second_look_note": "",
        "state": "unverified" if post.state == "open" else post.state,
    }


def pause(post: Post) -> ChangeSet:
    """Offer it to nobody for the present. Raises Refused where it is not open."""
    if post.state not in ("open", "unverified"):
        raise Refused("wrong_step", _WHY_NOT.get(post.state, _WHY_NOT["withdrawn"]))
    return update(post, state="paused")


def reopen(post: Post) -> ChangeSet:
    """End a pause: open again, or unverified if nobody has the employer's word. Raises Refused without a pause."""
    if post.state != "paused":
        raise Refused("wrong_step", _WHY_NOT["withdrawn"] if post.state == "withdrawn" else "岗位没有暂停，不用恢复。")
    return update(post, state="open" if post.is_verified() else "unverified")


def withdraw(post: Post, reason: str) -> ChangeSet:
    """Take the post back for good; the reason stays with it. Raises Refused without one."""
    if not reason.strip():
        raise Refused("reason_missing", "撤销岗位要写明原因。")
    if post.state == "withdrawn":
        raise Refused("wrong_step", _WHY_NOT["withdrawn"])
    remark = "；".join(filter(None, (post.remark, f"撤销：{reason.strip()}")))
    return update(post, state="withdrawn", remark=remark)


def extend(post: Post, until: date, today: date) -> ChangeSet:
    """Another last day. One that was past must be verified anew: the employer's word was for the old day."""
    if post.state == "withdrawn":
        raise Refused("wrong_step", _WHY_NOT["withdrawn"])
    if until < today:
        raise Refused("valid_past", "有效期不能早于今天。")
    past = post.valid_until is not None and post.valid_until < today
    return update(post, **{"valid_until": until} | (unverified(post) if past else {}))


_WHY_NOT = {"paused": "岗位已经暂停了。", "withdrawn": "岗位已撤销，不能再改；还招人的请新增岗位。"}


def look_again(post: Post, by: str, note: str, today: date) -> ChangeSet:
    """That `by` looked at the signs of fraud or abuse in a post; `note` says what was checked, and how it stands."""
    return update(post, second_look_by=by, second_look_on=today, second_look_note=note)
