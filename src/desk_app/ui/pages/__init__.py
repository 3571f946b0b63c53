"""The pages, one noun each; none knows another. The list stands in the order of the rail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desk_app.ui.kit.page import Page


@dataclass(frozen=True, slots=True)
class Entry:
    """A page as the rail has it. Its code is read in when it is first opened: the start need not wait for it."""

    name: str
    word: str
    icon: str
    load: Callable[[], type[Page]]


def _home() -> type[Page]:
    from desk_app.ui.pages.home import HomePage

    return HomePage


def _seekers() -> type[Page]:
    from desk_app.ui.pages.seekers import SeekersPage

    return SeekersPage


def _employers() -> type[Page]:
    from desk_app.ui.pages.employers import EmployersPage

    return EmployersPage


def _hardship() -> type[Page]:
    from desk_app.ui.pages.hardship import HardshipPage

    return HardshipPage


def _collection() -> type[Page]:
    from desk_app.ui.pages.collection import CollectionPage

    return CollectionPage


def _posts() -> type[Page]:
    from desk_app.ui.pages.posts import PostsPage

    return PostsPage


def _matching() -> type[Page]:
    from desk_app.ui.pages.matching import MatchingPage

    return MatchingPage


def _referrals() -> type[Page]:
    from desk_app.ui.pages.referrals import ReferralsPage

    return ReferralsPage


def _intake() -> type[Page]:
    from desk_app.ui.pages.intake import IntakePage

    return IntakePage


def _exchange() -> type[Page]:
    from desk_app.ui.pages.exchange import ExchangePage

    return ExchangePage


def _settings() -> type[Page]:
    from desk_app.ui.pages.settings import SettingsPage

    return SettingsPage


PAGES: tuple[Entry, ...] = (
    Entry("home", "首页", "house", _home),
    Entry("seekers", "求职人员", "users", _seekers),
    Entry("hardship", "困难认定", "hand-heart", _hardship),
    Entry("employers", "用人单位", "building-2", _employers),
    Entry("collection", "岗位征集", "megaphone", _collection),
    Entry("posts", "岗位", "briefcase-business", _posts),
    Entry("matching", "匹配", "shuffle", _matching),
    Entry("referrals", "推荐信", "mail", _referrals),
    Entry("intake", "导入", "file-input", _intake),
    Entry("exchange", "上报", "upload", _exchange),
    Entry("settings", "设置", "settings", _settings),
)
