"""The right side: one employer with its papers, posts, reports and problems, or one problem."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from desk_app.domain.codes import CodeLists
from desk_app.domain.employer_papers import Checked, lacking, lacking_words
from desk_app.domain.employers import Employer
from desk_app.domain.entry import masked, shown
from desk_app.domain.fields import fields_of
from desk_app.domain.labour_reports import LabourReport
from desk_app.domain.person_file import Event
from desk_app.domain.posts import STANDING_TONES
from desk_app.domain.problems import Problem
from desk_app.services.employers import EmployerFile
from desk_app.services.problems import ProblemFile, ProblemLine
from desk_app.ui.kit.column import scrolled
from desk_app.ui.kit.forms import Reveal
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.rows import Column, Row
from desk_app.ui.kit.side import Side
from desk_app.ui.kit.tables import ListSource, Table
from desk_app.ui.kit.tags import Tag
from desk_app.ui.pages.employers.layout import (
    EMPLOYER_FACTS,
    LIGHT_TONES,
    OFFER_COLUMNS,
    OWN_PROBLEM_COLUMNS,
    PAPER_COLUMNS,
    PAPER_TONES,
    REPORT_COLUMNS,
)
from desk_app.ui.pages.employers.lists import light_words, problem_row, report_row, tags_of

NOTHING = "选中一个单位，这里显示它的材料、岗位、用工、问题和往来。"
FACTS, PAPERS, OFFERS, REPORTS, PROBLEMS, DEALINGS = range(6)
"""The tabs of an employer."""


class EmployerSide(Side):
    """One employer."""

    post_opened = Signal(object)
    paper_opened = Signal(object)  # its kind
    report_opened = Signal(object)  # its period
    problem_opened = Signal(object)
    branch_opened = Signal(str)

    def __init__(self, room: Room, reveal: Reveal, parent: QWidget) -> None:
        super().__init__(room, parent)
        self.file: EmployerFile | None = None
        self.reports: tuple[LabourReport, ...] = ()
        self.tabs.tabBar().setProperty("role", "tight")  # six of them stand in a narrow room
        self.facts = self.facts_of(Employer, EMPLOYER_FACTS, reveal)
        self.family = self.label("")
        self.family.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self.family.linkActivated.connect(self.branch_opened)
        self.tabs.addTab(scrolled(room.look, self, self.notice, self.family, self.facts), "概况")
        self.papers = self._list(
            PAPER_COLUMNS, "papers", "材料", "按 Enter 登记查验或改期限，按 Delete 取消。身份证件只看，不留号码。"
        )
        self.posts = self._list(OFFER_COLUMNS, "posts", "岗位", "按 Enter 打开岗位，按 P 新增岗位。")
        self.labour = self._list(REPORT_COLUMNS, "reports", "用工", "按 Enter 打开这一期，按 R 报最近一期。")
        self.problems = self._list(OWN_PROBLEM_COLUMNS, "problems", "问题", "按 Enter 打开办理，按 W 登记新问题。")
        self.tabs.addTab(self.timeline, "往来")
        self.papers.opened.connect(self.paper_opened)
        self.posts.opened.connect(self.post_opened)
        self.labour.opened.connect(self._open_report)
        self.problems.opened.connect(self.problem_opened)

    def _list(self, columns: Sequence[Column], name: str, title: str, hint: str) -> Table:
        """A tab with a list and a word on its keys."""
        look, tab = self.room.look, QWidget(self)
        column = QVBoxLayout(tab)
        column.setContentsMargins(0, look.px(12), 0, 0)
        column.setSpacing(look.px(8))
        empty = f"还没有{title}。"
        table = Table(self.room, columns, ListSource([]), f"employers/{name}", tab, empty=empty, first_chosen=False)
        column.addWidget(table, 1)
        words = self.label("small")
        words.setText(hint)
        column.addWidget(words)
        self.tabs.addTab(tab, title)
        return table

    def show_file(
        self, file: EmployerFile, reports: tuple[LabourReport, ...], problems: tuple[ProblemLine, ...]
    ) -> None:
        """Show an employer."""
        self.uid, self.file, self.reports = file.employer.uid, file, reports
        employer, line, codes = file.employer, file.line, self.room.desk.codes
        self.title.setText(employer.name)
        self.line.setText(" · ".join(filter(None, (employer.contact, employer.phone))))
        self.tags.show_tags(tags_of(line, codes))
        self.say(
            self.strip,
            f"{line.posts} 个岗位，{line.open} 个招聘中，空 {line.free} 个名额\n"
            f"开过推荐信 {file.letters} 封，录用 {line.hired} 人",
        )
        self.say(self.notice, "\n".join(_advice(file, codes)))
        self.say(self.family, _family(file, self.room.look.colour("accent").name()))
        self.facts.show_facts(self._known(employer, codes))
        self.show_own(self.facts, "employers", employer)
        self._fill(self.papers, [_paper_row(one, codes) for one in file.papers], PAPERS, 0, "材料")
        self._fill(self.posts, [_offer_row(one, codes) for one in file.posts], OFFERS, line.posts, "岗位 {}")
        self._fill(self.labour, [report_row(one) for one in reports], REPORTS, 0, "用工")
        own = [problem_row(one, codes) for one in problems]
        self._fill(self.problems, own, PROBLEMS, line.problems, "问题 {}")
        self.show_events(file.events)

    def _known(self, employer: Employer, codes: CodeLists) -> dict[str, str]:
        """The fields in words, numbers of persons masked; where a list said what no code means, its words."""
        words = {name: masked(one, getattr(employer, name), codes) for name, one in fields_of(Employer).items()}
        return words | {
            name: f"{text}（原文）" for name, text in employer.raw.items() if name in words and not words[name]
        }

    def _fill(self, table: Table, rows: list[Row], tab: int, count: int, words: str) -> None:
        table.source = ListSource(rows)
        table.look_up()
        self.tabs.setTabText(tab, words.format(count) if count else words.split(" ")[0])

    def _open_report(self, uid: object) -> None:
        period = next((one.period for one in self.reports if one.uid == uid), "")
        if period:
            self.report_opened.emit(period)


def _advice(file: EmployerFile, codes: CodeLists) -> list[str]:
    """What is to be done about the employer."""
    employer, told = file.employer, []
    if employer.blocked_reason:
        told.append(f"已停止推荐：{employer.blocked_reason}。按 B 恢复。")
    if words := lacking_words(lacking(file.papers), codes["employer_paper"]):
        told.append(f"材料{words}。按 M 登记查验。")
    if file.missing:
        told.append(f"还没问清：{'、'.join(file.missing)}。")
    return told


def _family(file: EmployerFile, colour: str) -> str:
    """The employer it belongs to and those that belong to it, as links."""
    above = f"上级单位：{_link(file.employer.parent_uid, file.parent, colour)}" if file.parent else ""
    below = "、".join(_link(uid, name, colour) for uid, name in file.branches)
    return "<br>".join(filter(None, (above, f"下属单位：{below}" if below else "")))


def _link(uid: str, name: str, colour: str) -> str:
    return f'<a style="color: {colour}" href="{uid}">{escape(name)}</a>'


def _paper_row(one: Checked, codes: CodeLists) -> Row:
    paper = one.paper
    form = codes["paper_form"].label(paper.form) if paper and paper.form else ""
    seen = (f"{paper.seen_on:%m-%d}" if paper.seen_on else "", paper.seen_by, form) if paper else ()
    words = codes["paper_standing"].label(one.standing)
    if one.standing == "soon" and paper and paper.valid_until:
        words = f"{paper.valid_until:%m-%d} 到期"
    return {
        "uid": one.kind,
        "kind": codes["employer_paper"].short(one.kind),
        "standing": (Tag(words, PAPER_TONES[one.standing]),),
        "seen": " ".join(filter(None, seen)),
    }


def _offer_row(one: tuple[str, str, str, str], codes: CodeLists) -> Row:
    uid, title, seats, state = one
    tags = (Tag(codes["post_state"].label(state), STANDING_TONES[state]),)
    return {"uid": uid, "title": title, "state": tags, "seats": seats}


_ADVICE = {
    "collected": "还没有交办。按 A 交办给责任单位。",
    "returned": "企业不满意，已退回。按 A 重新交办，或按 G 登记进展。",
    "finished": "已办结，等企业评价。问过企业后按 Y 登记。",
}


class ProblemSide(Side):
    """One problem with its steps."""

    employer_opened = Signal(str)

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(room, parent)
        self.file: ProblemFile | None = None
        self.words_of = self.label("")
        self.tabs.addTab(scrolled(room.look, self, self.words_of), "概况")
        self.tabs.addTab(self.timeline, "办理记录")

    def show_problem(self, file: ProblemFile) -> None:
        """Show a problem."""
        line, codes = file.line, self.room.desk.codes
        one = line.problem
        self.uid, self.file = one.uid, file
        self.title.setText(one.description)
        self.line.setText(f"{one.problem_no} · {line.employer}")
        tags = [Tag(codes["problem_state"].label(one.state), "accent"), Tag(light_words(line), LIGHT_TONES[line.light])]
        tags += [Tag(codes["problem_category"].label(name)) for name in one.categories]
        self.tags.show_tags(tags)
        due = f"责任单位：{one.unit}，{one.due_on} 前办结" if one.unit else "还没有责任单位"
        self.say(self.strip, due)
        self.say(self.notice, _ADVICE.get(one.state, ""))
        fields = fields_of(Problem)
        names = ("raised_on", "source", "scope", "outcome", "closed_on", "satisfaction", "rated_on", "reported_to")
        known = [(fields[name].label, shown(fields[name], getattr(one, name), codes)) for name in (*names, "remark")]
        self.words_of.setText("\n".join(f"{label}：{words}" for label, words in known if words))
        steps = codes["problem_step"]
        self.show_events(
            Event(at=step.at, title=steps.label(step.step), text=step.text, by=step.by) for step in reversed(file.steps)
        )


class Details(QStackedWidget):
    """Nothing, an employer, or a problem."""

    def __init__(self, room: Room, reveal: Reveal, parent: QWidget) -> None:
        super().__init__(parent)
        self.nothing = QLabel(NOTHING, self)
        self.nothing.setProperty("role", "quiet")
        self.nothing.setWordWrap(True)
        self.nothing.setMargin(room.look.px(24))
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.employer, self.problem = EmployerSide(room, reveal, self), ProblemSide(room, self)
        for part in (self.nothing, self.employer, self.problem):
            self.addWidget(part)

    def problem_shown(self) -> ProblemFile | None:
        """The problem that is shown."""
        return self.problem.file if self.currentWidget() is self.problem else None

    def show_nothing(self) -> None:
        """Show no record."""
        self.setCurrentWidget(self.nothing)
