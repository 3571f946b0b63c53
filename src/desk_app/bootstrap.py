"""The only place that builds things: from a folder and a password to a frozen bundle of use cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Any

from desk_app import resources
from desk_app.domain.actor import Actor, Clock
from desk_app.domain.clocks import Clocks, read_clocks
from desk_app.domain.codes import CodeLists
from desk_app.domain.employer_rules import EmployerRules
from desk_app.domain.fields import Field
from desk_app.domain.own.fields import declared, listed, to_read
from desk_app.domain.own.office import OWN_NOUNS
from desk_app.domain.post_kinds import PostKinds, read_kinds
from desk_app.paths import Folders, WallClock
from desk_app.services.own import own_data
from desk_app.services.setup import open_office
from desk_app.storage.database import Database
from desk_app.storage.unit_of_work import Changes

if TYPE_CHECKING:
    from desk_app.domain.matching.pool import MatchSettings
    from desk_app.services.agenda import Agenda
    from desk_app.services.collection import Collections
    from desk_app.services.drafts import Drafts
    from desk_app.services.employers import Employers
    from desk_app.services.exchange import Exchange
    from desk_app.services.finding import Finding
    from desk_app.services.followups import FollowUps
    from desk_app.services.forms import Forms
    from desk_app.services.hardship import Hardship
    from desk_app.services.intake import Intake
    from desk_app.services.labour import Labour
    from desk_app.services.matching import Matching
    from desk_app.services.messages import Messages
    from desk_app.services.office import OfficeSettings
    from desk_app.services.own import Own
    from desk_app.services.plans import Plans
    from desk_app.services.posts import Posts
    from desk_app.services.posts.handouts import Handouts
    from desk_app.services.privacy import Privacy
    from desk_app.services.privacy.retention import Retention
    from desk_app.services.problems import Problems
    from desk_app.services.proposals import Proposals
    from desk_app.services.referrals import Referrals
    from desk_app.services.seekers import Seekers
    from desk_app.services.standards import Standards
    from desk_app.services.undo import Undo
    from desk_app.services.upkeep import Upkeep
    from desk_app.services.views import Views
    from desk_app.services.villages import Villages
    from desk_app.services.who_waits import Waiting


class Desk:
    """An open office: who sits there, and what can be done. Use it in a `with` block, or close it.

    Each use case is made, and its code read in, when it is first needed: the clerk sees today's work before the
    program has read the code of an import.
    """

    def __init__(self, *, actor: Actor, folders: Folders, database: Database) -> None:
        self.actor, self.folders, self.database = actor, folders, database
        self._tell: Callable[[frozenset[str]], None] | None = None
        self._own = own_data(database)
        database.on_commit = self._committed

    @cached_property
    def codes(self) -> CodeLists:
        """The code lists, with what the office added and hid."""
        return self._own.lists(resources.codes(), self.actor.today())

    @cached_property
    def clocks(self) -> Clocks:
        """The clocks of the work, as the office has set them."""
        return read_clocks(self._policy("clocks"))

    @cached_property
    def employer_rules(self) -> EmployerRules:
        """The rules of the service for employers, as the office has set them."""
        return EmployerRules(**self._policy("employers"))

    @cached_property
    def post_kinds(self) -> PostKinds:
        """The rules of the kinds of posts, as the office has set them."""
        return read_kinds(self._policy("post_kinds"))

    @cached_property
    def _match_settings(self) -> MatchSettings:
        return replace(resources.match_settings(), post_kinds=self.post_kinds)

    def own_fields(self, noun: str) -> Mapping[str, Field]:
        """The fields that the office added to a kind of record, by name, in their order."""
        return declared(self._own.fields, noun)

    def own_columns(self, noun: str) -> Mapping[str, Field]:
        """Those of them that a list may show and be filtered by."""
        return listed(self._own.fields, noun)

    def own_to_read(self, noun: str, extra: Mapping[str, Any]) -> Mapping[str, Field]:
        """The same, and those given up of which a record still has a value in its `extra`."""
        return to_read(self._own.fields, noun, extra)

    def _policy(self, file: str) -> Mapping[str, Any]:
        return self._own.policy(resources.policy(file), file, self.actor.today())

    @cached_property
    def own(self) -> Own:
        """自设栏目、代码与原因."""
        from desk_app.services.own import Own

        return Own(self.database, self.codes)

    @cached_property
    def standards(self) -> Standards:
        """期限与标准."""
        from desk_app.services.standards import Standards

        return Standards(self.database, self.codes)

    @cached_property
    def office(self) -> OfficeSettings:
        """设置."""
        from desk_app.services.office import OfficeSettings

        return OfficeSettings(self.database, self.folders, self.codes)

    @cached_property
    def villages(self) -> Villages:
        """村（社区）."""
        from desk_app.services.villages import Villages

        return Villages(self.database)

    @cached_property
    def intake(self) -> Intake:
        """导入."""
        from desk_app.services.intake import Intake

        return Intake(self.database, self.codes)

    @cached_property
    def posts(self) -> Posts:
        """岗位."""
        from desk_app.services.posts import Posts

        return Posts(self.database, self.codes, self.clocks, self.post_kinds)

    @cached_property
    def employers(self) -> Employers:
        """用人单位."""
        from desk_app.services.employers import Employers

        return Employers(self.database, self.codes, self.clocks, self.employer_rules)

    @cached_property
    def collection(self) -> Collections:
        """岗位征集."""
        from desk_app.domain.collection.rules import read_rules
        from desk_app.services.collection import Collections

        return Collections(self.database, self.codes, read_rules(self._policy("collection")))

    @cached_property
    def problems(self) -> Problems:
        """企业问题."""
        from desk_app.services.problems import Problems

        return Problems(self.database, self.codes, self.employer_rules)

    @cached_property
    def labour(self) -> Labour:
        """用工监测."""
        from desk_app.services.labour import Labour

        return Labour(self.database, self.codes, self.employer_rules)

    @cached_property
    def matching(self) -> Matching:
        """匹配."""
        from desk_app.services.matching import Matching

        return Matching(self.database, self.codes, self._match_settings)

    @cached_property
    def who_waits(self) -> Waiting:
        """谁在等."""
        from desk_app.services.who_waits import Waiting

        return Waiting(self.database, self.codes, self._match_settings)

    @cached_property
    def plans(self) -> Plans:
        """方案."""
        from desk_app.services.plans import Plans

        return Plans(self.database, self.codes)

    @cached_property
    def proposals(self) -> Proposals:
        """本人意见."""
        from desk_app.services.proposals import Proposals
        from desk_app.spreadsheets.text import decode

        return Proposals(self.database, self.codes, decode)

    @cached_property
    def referrals(self) -> Referrals:
        """推荐信."""
        from desk_app.services.referrals import Referrals

        return Referrals(self.database, self.codes, self.clocks, self.employer_rules, self.post_kinds)

    @cached_property
    def exchange(self) -> Exchange:
        """上报."""
        from desk_app.services.exchange import Exchange

        return Exchange(self.database, self.codes)

    @cached_property
    def privacy(self) -> Privacy:
        """隐私."""
        from desk_app.services.privacy import Privacy

        return Privacy(self.database, self.codes)

    @cached_property
    def retention(self) -> Retention:
        """保存期限."""
        from desk_app.services.privacy.retention import Retention

        return Retention(self.database)

    @cached_property
    def upkeep(self) -> Upkeep:
        """检查、备份."""
        from desk_app.services.upkeep import Upkeep

        return Upkeep(self.database, self.folders)

    @cached_property
    def undo(self) -> Undo:
        """撤销."""
        from desk_app.services.undo import Undo

        return Undo(self.database)

    @cached_property
    def seekers(self) -> Seekers:
        """求职人员."""
        from desk_app.services.seekers import Seekers

        return Seekers(self.database, self.codes, self.clocks, resources.retirement())

    @cached_property
    def hardship(self) -> Hardship:
        """困难认定."""
        from desk_app.domain.hardship.policy import read_policy
        from desk_app.services.hardship import Hardship

        policy = read_policy(self._policy("hardship"))
        return Hardship(self.database, self.codes, policy, resources.retirement())

    @cached_property
    def forms(self) -> Forms:
        """表册."""
        from desk_app.services.forms import Forms

        return Forms(self.database, self.codes, self.clocks, resources.retirement())

    @cached_property
    def handouts(self) -> Handouts:
        """往外发."""
        from desk_app.services.posts.handouts import Handouts

        return Handouts(self.database, self.codes, resources.occupations())

    @cached_property
    def drafts(self) -> Drafts:
        """草稿."""
        from desk_app.services.drafts import Drafts

        return Drafts(self.database)

    @cached_property
    def messages(self) -> Messages:
        """招工信息."""
        from desk_app.services.messages import Messages

        return Messages(self.database)

    @cached_property
    def views(self) -> Views:
        """视图."""
        from desk_app.services.views import Views

        return Views(self.database)

    @cached_property
    def agenda(self) -> Agenda:
        """今日工作."""
        from desk_app.services.agenda import Agenda

        return Agenda(self.database, self.codes, self.clocks, resources.occupations())

    @cached_property
    def followups(self) -> FollowUps:
        """回访."""
        from desk_app.services.followups import FollowUps

        return FollowUps(self.database, self.codes, self.clocks)

    @cached_property
    def finding(self) -> Finding:
        """查找."""
        from desk_app.services.finding import Finding

        return Finding(self.database, self.codes)

    def __enter__(self) -> Desk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def listen(self, tell: Callable[[frozenset[str]], None]) -> None:
        """Have somebody told, on any thread, which tables a commit touched."""
        self._tell = tell

    def _committed(self, changes: Changes) -> None:
        """Tell it; where the office changed its own lists or figures, all use cases are made anew with them."""
        if changes.nouns & OWN_NOUNS:
            self._own = own_data(self.database)
            made = [name for name, what in vars(type(self)).items() if isinstance(what, cached_property)]
            for name in made:
                self.__dict__.pop(name, None)
        if self._tell:
            self._tell(changes.nouns)

    def close(self) -> None:
        """Release the file."""
        self.database.close()


def open_desk(folders: Folders, password: str, clock: Clock | None = None) -> Desk:
    """Open the office with somebody's password. Raises Refused or StorageFault in words."""
    database, actor = open_office(folders, password, clock or WallClock())
    return Desk(actor=actor, folders=folders, database=database)
