"""岗位类别: kinds of posts that are kept for somebody or for a time, with their rules (domain.md §6.2, §8.1).

就业促进法 art. 53 (公益性岗位); 人社部 就业见习 (见习岗位: not employment); 国家以工代赈管理办法 (2023) art. 17.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from desk_app.domain.codes import CodeLists
from desk_app.domain.fields import fields_of
from desk_app.domain.identity import is_under
from desk_app.domain.posts import Post
from desk_app.domain.seekers import Seeker


@dataclass(frozen=True, slots=True, kw_only=True)
class Youth:
    """Persons of these whole years of age who are in one of the groups."""

    groups: frozenset[str]
    least: int
    most: int

    def holds(self, seeker: Seeker, groups: Collection[str], day: date) -> bool:
        """Whether the person is one of them on that day; an unknown age does not count."""
        birth = seeker.birth_date
        if birth is None or self.groups.isdisjoint(groups):
            return False
        return not is_under(birth, self.least, day) and is_under(birth, self.most + 1, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostKind:
    """The rules of one kind of posts; everything is open where nothing is said."""

    groups: frozenset[str] = frozenset()
    youth: Youth | None = None
    grad_years: int | None = None
    least_months: int = 1
    most_months: int | None = None
    least_share: int | None = None
    needs: tuple[str, ...] = ()
    told: str = ""

    @property
    def open_to(self) -> frozenset[str]:
        """All groups from which somebody may be admitted."""
        return self.groups | (self.youth.groups if self.youth else frozenset())


PostKinds = Mapping[str, PostKind]
_ANY = PostKind()


def rules(post: Post, kinds: PostKinds) -> PostKind:
    """The rules of the post's kind."""
    return kinds.get(post.kind, _ANY)


def admits(post: Post, seeker: Seeker, groups: Collection[str], day: date, kinds: PostKinds) -> bool:
    """Whether the post may be given to this person, who is in these groups on that day.

    What the kind asks and what the employer asks must both hold: a post for veterans among the internships is for
    veterans who may be trainees.
    """
    kind = rules(post, kinds)
    if post.target_groups and set(post.target_groups).isdisjoint(groups):
        return False
    if not kind.open_to:
        return True
    member = not kind.groups.isdisjoint(groups) and not _left_school_long_ago(seeker, kind, day)
    return member or (kind.youth is not None and kind.youth.holds(seeker, groups, day))


def asked(post: Post, kinds: PostKinds, codes: CodeLists) -> str:
    """Whom the post is for, in words that everybody at the counter may read; "" = for everybody."""
    wanted = sorted(set(post.target_groups) or rules(post, kinds).open_to, key=codes["group"].rank)
    return "、".join(codes["group"].plain(code) for code in wanted)


def wrong(post: Post, kinds: PostKinds) -> dict[str, str]:
    """By field, what the rules of its kind say against keeping the post."""
    kind = rules(post, kinds)
    labels = fields_of(Post)
    errors = {name: f"这类岗位要填“{labels[name].label}”。" for name in kind.needs if getattr(post, name) in (None, "")}
    if post.insured is False and "insured" in kind.needs:
        errors["insured"] = "见习单位要为见习人员办理意外伤害保险，没有办的不能登记为见习岗位。"
    if post.nonprofit is False and "nonprofit" in kind.needs:
        errors["nonprofit"] = "公益性岗位只能做非营利的公益性工作，不能登记为公益性岗位。"
    if post.pay_list is False and "pay_list" in kind.needs:
        errors["pay_list"] = "以工代赈要有劳务报酬发放花名册并公开。"
    months, share = post.term_months, post.labour_share
    if months is not None and kind.most_months and not kind.least_months <= months <= kind.most_months:
        errors["term_months"] = f"期限应在 {kind.least_months} 到 {kind.most_months} 个月之间。"
    if share is not None and kind.least_share and not kind.least_share <= share <= 100:
        errors["labour_share"] = f"劳务报酬占比不低于 {kind.least_share}%，最多 100%。"
    return errors


def read_kinds(raw: Mapping[str, Any]) -> PostKinds:
    """Read the shape of `resources/policies/post_kinds.toml`."""
    return {name: _kind(part) for name, part in raw.items()}


def _kind(part: Mapping[str, Any]) -> PostKind:
    youth = part.get("youth")
    return PostKind(
        groups=frozenset(part.get("groups", ())),
        youth=Youth(groups=frozenset(youth["group"]), least=youth["from"], most=youth["to"]) if youth else None,
        grad_years=part.get("grad_years"),
        least_months=part.get("least_months", 1),
        most_months=part.get("most_months"),
        least_share=part.get("least_share"),
        needs=tuple(part.get("needs", ())),
        told=part.get("told", ""),
    )


def _left_school_long_ago(seeker: Seeker, kind: PostKind, day: date) -> bool:
    """Whether more than the allowed years have passed since graduation; an unknown month does not shut anybody out."""
    if kind.grad_years is None or len(seeker.graduated_on) < 7:
        return False
    year, month = int(seeker.graduated_on[:4]), int(seeker.graduated_on[5:7])
    return (day.year - year) * 12 + day.month - month > kind.grad_years * 12
