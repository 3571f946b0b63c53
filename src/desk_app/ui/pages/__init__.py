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
    shortcut: str
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
    Entry("home", "首页", "house", "Ctrl+1", _home),
    Entry("seekers", "求职人员", "users", "Ctrl+2", _seekers),
    Entry("hardship", "困难认定", "hand-heart", "Ctrl+3", _hardship),
    Entry("employers", "用人单位", "building-2", "Ctrl+4", _employers),
    Entry("collection", "岗位征集", "megaphone", "Ctrl+5", _collection),
    Entry("posts", "岗位", "briefcase-business", "Ctrl+6", _posts),
    Entry("matching", "匹配", "shuffle", "Ctrl+7", _matching),
    Entry("referrals", "推荐信", "mail", "Ctrl+8", _referrals),
    Entry("intake", "导入", "file-input", "Ctrl+9", _intake),
    Entry("exchange", "上报", "upload", "Ctrl+U", _exchange),
    Entry("settings", "设置", "settings", "Ctrl+,", _settings),
)
