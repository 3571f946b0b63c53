"""推荐信: the list at the left, the page itself at the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desk_app.domain.finding import Query
from desk_app.domain.progress import Progress
from desk_app.domain.referrals import OPEN_STATES, Letter, reprint_warning
from desk_app.services.referrals import Pair, Tally
from desk_app.ui.kit import printing
from desk_app.ui.kit.actions import Action, ActionBar
from desk_app.ui.kit.notes import EmptyNote
from desk_app.ui.kit.page import Page, Room
from desk_app.ui.kit.tables import Table
from desk_app.ui.pages.referrals.detail import Detail
from desk_app.ui.pages.referrals.lists import COLUMNS, HINDERED, READY, LetterSource
from desk_app.ui.pages.referrals.receipt import ReceiptLine

_DUE = (("late", "已过期限"), ("soon", "3 天内到期"))
_PRINTED = (("never", "还没打印"), ("done", "打印过"))
_NAMED = 5  # refusals that are told one by one


class ReferralsPage(Page):
    """推荐信."""

    name = "referrals"
    title = "推荐信"
    nouns: ClassVar[frozenset[str]] = frozenset({"letters", "proposals", "answers", "posts", "employers", "seekers"})

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self._text = ""
        self.source = LetterSource(room.desk)
        self._stack = QStackedWidget(self)
        self.body.addWidget(self._stack, 1)
        self._next = "home"  # where the step is done that comes before a letter
        go = Action(id="go-next", title="去登记本人意见", run=lambda: room.go(self._next, ""))
        self.empty = EmptyNote(room.look, "正在读取…", go, "", self)
        self._stack.addWidget(self.empty)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(room.look.px(8))
        self.receipt = ReceiptLine(room, left)
        column.addWidget(self.receipt)
        self.table = Table(room, COLUMNS, self.source, "referrals", left)
        column.addWidget(self.table, 1)
        self._make_actions()
        self.bar = ActionBar((self.print_it, self.take, self.void_it), room.look, left)
        column.addWidget(self.bar)
        self.detail = Detail(room, self)
        splitter = self.split(left, self.detail)
        self.body.removeWidget(splitter)
        self._stack.addWidget(splitter)
        self.add_search("搜索姓名、单位、编号", self._search)
        self.header.add_button(self.take_any)
        self.header.add_primary(self.issue)
        for action in (self.print_rest, self.save, self.open_person):
            self.header.add_more(action)
        self._add_filters()
        self.table.chosen.connect(self._show_chosen)
        self.table.picked.connect(self._update_actions)
        self.table.opened.connect(lambda _: self.detail.paper.setFocus())
        self.receipt.closed.connect(self.table.setFocus)

    def _make_actions(self) -> None:
        table = self.table
        self.issue = Action(
            id="issue",
            title="开具推荐信",
            run=self.issue_letters,
            shortcut="Ctrl+N",
            icon="stamp",
            enabled=lambda: bool(self.source.ready),
        )
        self.take_any = Action(
            id="receipts", title="扫码收回执", run=self.receipt.open_empty, shortcut="Ctrl+R", icon="scan-line"
        )
        self.print_it = Action(
            id="print",
            title="打印",
            run=self.print_letters,
            shortcut="P",
            icon="printer",
            enabled=lambda: bool(self._letters()),
            on=table,
        )
        self.take = Action(id="receipt", title="收回执", run=self.take_receipt, shortcut="R", icon="inbox", on=table)
        self.void_it = Action(
            id="void",
            title="作废",
            run=self.void_letters,
            shortcut="V",
            icon="ban",
            enabled=lambda: bool(self._letters()),
            on=table,
        )
        current = lambda: self.source.letter(self.table.current()) is not None  # noqa: E731  # three actions ask it
        self.print_rest = Action(
            id="print-rest", title="从这一封起重打本批", run=self.print_rest_of_batch, shortcut="Shift+P",
            icon="printer", enabled=current, on=table,
        )  # fmt: skip
        self.save = Action(
            id="save-pdf", title="存为 PDF", run=self.save_pdf, shortcut="Ctrl+S", icon="save",
            enabled=lambda: bool(self._letters()),
        )  # fmt: skip
        self.open_person = Action(id="open-file", title="打开档案", run=self._open_person, shortcut="Ctrl+Return")
        self.install(
            *(self.issue, self.take_any, self.print_it, self.take, self.void_it),
            *(self.print_rest, self.save, self.open_person, table.sort_action),
        )

    def _add_filters(self) -> None:
        states = [(one.code, one.label) for one in self.room.desk.codes["letter_state"]]
        self.filters.add("state", "状态", [(READY, "待开具"), (HINDERED, "暂不能开"), *states])
        self.filters.add("due", "回执", _DUE)
        self.filters.add("print", "打印", _PRINTED)
        self.filters.changed.connect(self._look_up)

    def first_focus(self) -> QWidget | None:
        """The list, where single letters work."""
        return self.table

    # Reading

    def refresh(self) -> None:
        """Read the list and the figures."""
        self._look_up()
        desk = self.room.desk

        def work(_: Progress) -> tuple[Tally, int, int, int]:
            waiting = desk.referrals.waiting(desk.actor)
            tally = desk.referrals.cabinet.tally(desk.actor)
            return tally, len(waiting.ready), len(waiting.hindered), waiting.unanswered

        self.room.tasks.run(work, lambda made: self._show_figures(*made), owner=self, what="读取推荐信", key="figures")

    def _show_figures(self, tally: Tally, ready: int, hindered: int, unanswered: int) -> None:
        parts = [f"待开具 {ready}"] if ready or hindered else []
        if hindered:
            parts.append(f"暂不能开 {hindered}")
        parts.append(f"已开 {tally.issued} 封")
        parts.append(f"待收回执 {tally.open}" + (f"（过期 {tally.late}）" if tally.late else ""))
        nothing = not (tally.issued or ready or hindered)
        self.header.set_count("" if nothing else " · ".join(parts))
        asked = f"现在有 {unanswered} 人等着征询意见。" if unanswered else "先做匹配方案，再征询本人意见。"
        self.empty.say("本人说“愿意”、岗位核实过，就可以在这里开推荐信。", f"{asked}登记了意见的人会出现在这里。")
        self._next, words = ("home", "去登记本人意见") if unanswered else ("matching", "去匹配")
        self.empty.button.setText(words)
        self.empty.button.setVisible(True)
        self._stack.setCurrentIndex(0 if nothing else 1)
        self._update_actions()

    def _search(self, text: str) -> None:
        self._text = text
        self._look_up()

    def _look_up(self) -> None:
        self.table.look_up(Query(text=self._text, filters=self.filters.chosen()))

    def show_record(self, uid: str) -> None:
        """Show a letter, or the person (or proposal) that waits for one."""
        if self.filters.chosen():
            self.filters.clear()
        if self._text and self.header.search:
            self.header.search.clear()
        self.table.choose(self.source.key_of(uid))
        self.table.setFocus()

    def _show_chosen(self, key: Any) -> None:
        desk = self.room.desk
        pair, one = self.source.pair(key), self.source.letter(key)
        if pair is not None:
            self.detail.show_pair(pair, self.source.cause(key), desk.codes)
        elif one is not None:
            self.detail.show_letter(one, desk.codes, desk.actor.today())
        else:
            self.detail.show_nothing("" if self.table.count else "没有选中推荐信")
        self._update_actions()

    def _update_actions(self) -> None:
        letters, ready = len(self._letters()), len(self._chosen_ready())
        parts = [f"{letters} 封推荐信"] if letters > 1 else []
        parts += [f"{ready} 人待开具"] if ready > 1 else []
        self.bar.update_state(f"已选 {'、'.join(parts)}" if parts else "")
        self.header.update_state()

    def _letters(self) -> list[str]:
        """The selected letters."""
        source = self.source
        return [key for key in self.table.selected() if source.pair(key) is None]

    def _chosen_ready(self) -> list[Pair]:
        ready = self.source.ready
        return [ready[key] for key in self.table.selected() if key in ready]

    def _open_person(self) -> None:
        key = self.table.current()
        pair, one = self.source.pair(key), self.source.letter(key)
        uid = pair.seeker.uid if pair else one.letter.seeker_uid if one else ""
        if uid:
            self.room.go("seekers", uid)

    # Issuing

    def issue_letters(self) -> None:
        """Issue letters to the selected, or to all who may have one."""
        chosen = self._chosen_ready()
        people = chosen if len(chosen) > 1 else list(self.source.ready.values())
        if len(chosen) == 1 and len(people) > 1:
            options = [("one", f"只给{chosen[0].seeker.name}开"), ("all", f"给待开具的 {len(people)} 人都开")]
            choice = self.room.ask.choose("开具推荐信", "编号开出后不能收回，开错了只能作废。", options)
            if choice is None:
                return
            people = chosen if choice == "one" else people
        elif not self.room.ask.confirm(_issue_question(people), "开具"):
            return
        desk, uids = self.room.desk, {pair.seeker.uid for pair in people}
        self.room.tasks.run(
            lambda progress: desk.referrals.issue_to(desk.actor, uids, progress),
            lambda made: self._issued(*made),
            owner=self,
            what="开具推荐信",
        )

    def _issued(self, letters: Sequence[Letter], refused: Sequence[tuple[Pair, Any]]) -> None:
        if refused:
            lines = [f"{pair.seeker.name}：{cause.sentence}" for pair, cause in refused[:_NAMED]]
            more = f"\n还有 {len(refused) - _NAMED} 人。" if len(refused) > _NAMED else ""
            self.room.ask.warn(f"有 {len(refused)} 人没有开成：\n" + "\n".join(lines) + more)
        if not letters:
            return
        uids = [letter.uid for letter in letters]
        self.table.choose(uids[0])
        first, last = letters[0].short_no, letters[-1].short_no
        numbers = f"编号 {first}" if len(letters) == 1 else f"编号 {first} 到 {last}"
        choice = self.room.ask.choose(
            f"已开具 {len(letters)} 封推荐信",
            f"{numbers}。原件已存档，随时可以打印。",
            [("print", "现在打印"), ("save", "存为 PDF"), ("later", "以后再打")],
        )
        if choice == "print":
            self._print(uids)
        elif choice == "save":
            self._save(uids)

    # Printing

    def print_letters(self) -> None:
        """Print the selected letters."""
        self._print(self._letters())

    def print_rest_of_batch(self) -> None:
        """After a jam: print this letter and those behind it in its batch."""
        one, desk = self.source.letter(self.table.current()), self.room.desk
        if one is None:
            return

        def ask(uids: Sequence[str]) -> None:
            said = f"从 {one.letter.short_no} 起重打本批余下的 {len(uids)} 封。编号不会变。"
            if self.room.ask.confirm(said, "打印"):
                self._print(uids, warn=False)

        uid = one.letter.uid
        self.room.tasks.run(
            lambda _: desk.referrals.cabinet.rest_of_batch(desk.actor, uid), ask, owner=self, what="读取本批"
        )

    def save_pdf(self) -> None:
        """Save the selected letters as a file."""
        self._save(self._letters())

    def _print(self, uids: Sequence[str], *, warn: bool = True) -> None:
        def ready(made: tuple[bytes, Mapping[str, int]]) -> None:
            pdf, prints = made
            warning = reprint_warning(prints) if warn else ""
            if warning and not self.room.ask.confirm(warning, "打印"):
                return
            printing.print_pages(
                self.room, _paper_name(len(uids)), pdf, then=lambda pages: self._count([uids[page] for page in pages])
            )

        self._fetch(uids, ready)

    def _save(self, uids: Sequence[str]) -> None:
        def ready(made: tuple[bytes, Mapping[str, int]]) -> None:
            name = f"{_paper_name(len(uids))} {self.room.desk.actor.today()}.pdf"
            printing.save_pdf(self.room, name, made[0], lambda _: self._count(uids))

        self._fetch(uids, ready)

    def _fetch(self, uids: Sequence[str], then: Any) -> None:
        cabinet, actor = self.room.desk.referrals.cabinet, self.room.desk.actor
        self.room.tasks.run(
            lambda _: (cabinet.pages(actor, uids), cabinet.prints(actor, uids)), then, owner=self, what="取出推荐信"
        )

    def _count(self, uids: Sequence[str]) -> None:
        """Register what went to paper; no record changes by it, so the list is told by hand."""
        cabinet, actor = self.room.desk.referrals.cabinet, self.room.desk.actor
        self.room.tasks.run(
            lambda _: cabinet.printed(actor, uids), lambda _: self._look_up(), owner=self, what="登记打印"
        )

    # Receipts and voiding

    def take_receipt(self) -> None:
        """Take the receipt of the current letter, or ask for a number."""
        one = self.source.letter(self.table.current())
        if one is not None and one.letter.state in OPEN_STATES:
            self.receipt.open_letter(one.letter)
        else:
            self.receipt.open_empty()

    def void_letters(self) -> None:
        """Void the selected letters for one reason."""
        uids, desk = self._letters(), self.room.desk
        one = self.source.letter(uids[0]) if len(uids) == 1 else None
        which = f"推荐信 {one.letter.short_no}" if one else f"选中的 {len(uids)} 封推荐信"
        reason = self.room.ask.line(
            "作废推荐信", f"{which}将作废，编号和原因永久保留，编号不再使用；本人可以重新推荐。原因：", "作废"
        )
        if not reason:
            return
        self.room.tasks.run(
            lambda _: desk.referrals.void_all(desk.actor, uids, reason),
            lambda count: self.room.ask.tell(f"已作废 {count} 封推荐信，编号保留。", undo=True),
            owner=self,
            what="作废推荐信",
        )


def _issue_question(people: Sequence[Pair]) -> str:
    names = "、".join(pair.seeker.name for pair in people[:_NAMED])
    others = " 等" if len(people) > _NAMED else ""
    return f"给{names}{others} {len(people)} 人各开一封推荐信。编号开出后不能收回，开错了只能作废。"


def _paper_name(count: int) -> str:
    return f"推荐信 {count} 封"
