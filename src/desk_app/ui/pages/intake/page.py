"""导入: four steps on one page, and the queue of rows that wait for an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar, TypeVar

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from desk_app.domain.errors import Cancelled, DeskError
from desk_app.domain.intake.batches import Batch
from desk_app.domain.intake.outcome import Outcome, Status
from desk_app.domain.intake.replies import Reply, Same
from desk_app.domain.intake.rows import Noun
from desk_app.domain.progress import Progress
from desk_app.services.intake.look import Look as FileLook
from desk_app.services.intake.look import Taken
from desk_app.ui.kit.actions import Action, ActionButton
from desk_app.ui.kit.page import Page, Room
from desk_app.ui.kit.steps import Steps
from desk_app.ui.pages.intake.done import DoneRoom
from desk_app.ui.pages.intake.queueroom import QueueRoom
from desk_app.ui.pages.intake.sheetroom import At, SheetRoom
from desk_app.ui.pages.intake.start import StartRoom

T = TypeVar("T")
FILES = "名单 (*.xlsx *.xls *.xlsm *.xlsb *.et *.ods *.csv *.docx *.txt *.htm *.html);;所有文件 (*)"
FILE, COLUMNS, RESULT, WRITTEN = range(4)
_PASSWORD = ("encrypted", "wrong_file_password")


class IntakePage(Page):
    """选文件 → 认表 → 看结果 → 写入; nothing is changed before the last step."""

    name: ClassVar[str] = "intake"
    title: ClassVar[str] = "导入"
    nouns: ClassVar[frozenset[str]] = frozenset({"batches", "questions"})

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self.setAcceptDrops(True)
        self._files: list[Path] = []  # those that come after the one at hand
        self._file: Path | None = None
        self._taken: Taken | None = None
        self._registered = ""  # the file whose numbers in question were shown
        self._writing = False
        self._make_actions()
        self._open_button = self.header.add_button(self._open)
        look = room.look
        line = QHBoxLayout()
        line.setSpacing(look.px(12))
        self.steps = Steps(("选文件", "认表", "看结果", "写入"), look, self)
        self.steps.chosen.connect(self._go_to)
        line.addWidget(self.steps)
        self.file_words = QLabel(self)
        self.file_words.setProperty("role", "quiet")
        line.addWidget(self.file_words, 1)
        self.body.addLayout(line)
        self.rooms = QStackedWidget(self)
        self.body.addWidget(self.rooms, 1)
        self.start = StartRoom(room, self._open, self._show_queue, self._ask_undo_batch, self)
        self.sheet = SheetRoom(room, self)
        self.queue = QueueRoom(room, self._leave_queue, self)
        self.done = DoneRoom(room, (self._undo_taken, self._next_file, self._show_queue), self)
        self.sheet_page = self._with_bar(self.sheet)
        for part in (self.start, self.sheet_page, self.done, self.queue):
            self.rooms.addWidget(part)
        self.sheet.row_wanted.connect(self._want_row)
        self.sheet.replied.connect(self._reply)
        self.sheet.renamed.connect(self._rename)
        self.sheet.headed.connect(self._head)
        self.queue.replied.connect(self._answer)
        self._install_all()
        self._before_queue: QWidget = self.start
        self.rooms.setCurrentWidget(self.start)
        self._update()

    def _make_actions(self) -> None:
        on_file = self._on_file
        self._open = Action(id="open", title="选文件", run=self._ask_files, shortcut="Ctrl+O", icon="folder-open")
        self._show_queue = Action(
            id="queue", title="待问清", run=self._open_queue, shortcut="Ctrl+Shift+Q", icon="list-checks"
        )
        self._leave_queue = Action(
            id="leave-queue", title="返回", run=self._close_queue, shortcut="Esc", enabled=self._in_queue
        )
        self._undo_taken = Action(id="undo-taken", title="撤销整次导入", run=self._ask_undo_taken, icon="undo-2")
        self._next_file = Action(id="next-file", title="导入下一个文件", run=self._open_next, icon="arrow-right")
        self._columns = Action(
            id="columns", title="改各栏认作什么", run=self._toggle_columns, shortcut="F2", enabled=on_file
        )
        self._returns = Action(
            id="returns",
            title="保存退回清单",
            run=self._save_returns,
            shortcut="Ctrl+Shift+E",
            icon="save",
            enabled=on_file,
        )
        self._copy = Action(
            id="copy-returns", title="复制退回清单", run=self._copy_returns, shortcut="Ctrl+Shift+C", enabled=on_file
        )
        self._away = Action(id="away", title="不导入这个文件", run=self._ask_away, enabled=on_file)
        self._write_now = Action(
            id="write", title="写入", run=self._write, shortcut="Ctrl+Return", icon="check", enabled=self._can_write
        )

    def _install_all(self) -> None:
        self.install(self._open, self._show_queue, self._columns, self._returns, self._copy, self._write_now)
        self.install(self._leave_queue, self.start.undo)
        panels = (("sheet", self.sheet.problems, self.sheet.panel), ("queue", self.queue.table, self.queue.panel))
        for where, widget, panel in panels:
            same: tuple[tuple[str, str, Same], ...] = (
                ("1", "同一个人，姓名用已登记的", "known"),
                ("2", "同一个人，姓名用名单上的", "list"),
                ("3", "不是同一个人", "different"),
            )
            for key, title, says in same:
                self.install(
                    Action(id=f"{where}-{says}", title=title, run=partial(panel.same, says), shortcut=key, on=widget)
                )
            self.install(
                Action(id=f"{where}-stand", title="就是这样", run=panel.stand, shortcut="S", on=widget),
                Action(id=f"{where}-drop", title="这一行不导入", run=panel.drop, shortcut="D", on=widget),
            )

    def _with_bar(self, sheet: QWidget) -> QWidget:
        look = self.room.look
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        column.addWidget(sheet, 1)
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        self.bar = [
            ActionButton(one, look, primary=one is self._write_now, parent=page)
            for one in (self._columns, self._returns, self._copy, self._away, self._write_now)
        ]
        for button in self.bar[:-1]:
            row.addWidget(button)
        row.addStretch(1)
        self.keys = QLabel("列表里：S 就是这样　D 不导入　Enter 去改正", page)
        self.keys.setProperty("role", "small")
        row.addWidget(self.keys)
        row.addWidget(self.bar[-1])
        column.addLayout(row)
        return page

    # Files

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere on the page."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        self.open_files(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
        event.acceptProposedAction()

    def open_files(self, paths: Iterable[Path]) -> None:
        """Look at a file now, at the others one after another."""
        self._files += list(paths)
        if not self._on_file() and self._files:
            self._open_next()
        self._update()

    def _ask_files(self) -> None:
        self.open_files(self.room.ask.open_files("选要导入的名单", FILES))

    def _open_next(self) -> None:
        if not self._files:
            self._to_start()
            self._ask_files()
        elif not self._reading():
            self._look_at(self._files.pop(0))

    def _reading(self) -> bool:
        return self._file is not None and self.rooms.currentWidget() is self.start

    def _look_at(self, path: Path, password: str | None = None) -> None:
        desk = self.room.desk
        self._file, self._taken = path, None
        self.rooms.setCurrentWidget(self.start)
        self._update()
        self.room.tasks.run(
            _or_none(lambda progress: desk.intake.look(desk.actor, path, password=password, progress=progress)),
            lambda look: self._show_look(look) if look else self._to_start(),
            owner=self,
            failed=lambda error: self._not_read(path, error),
            what=f"读取“{path.name}”",
            key="look",
        )

    def _not_read(self, path: Path, error: DeskError) -> None:
        if error.code in _PASSWORD:
            sentence = "文件密码不对，请再输入一次。" if error.code == "wrong_file_password" else "文件有密码，请输入。"
            password = self.room.ask.password("打开有密码的名单", f"{path.name}：{sentence}", "打开")
            if password:
                self._look_at(path, password)
                return
        else:
            self.room.ask.warn(error)
        self._file = None
        if self._files:
            self._open_next()
        self._update()

    def _show_look(self, look: FileLook, columns: bool = False) -> None:
        """Show the result, or the columns: where they were just changed, or nothing was recognised."""
        desk = self.room.desk
        if look.opened.digest != self._registered:
            self._registered = look.opened.digest
            self.room.tasks.run(
                lambda _: desk.intake.numbers_shown(desk.actor, look), lambda _: None, owner=self, what=""
            )
        self.sheet.show_look(look)
        self.rooms.setCurrentWidget(self.sheet_page)
        columns = columns or not any(table.noun for table in look.opened.understood.tables)
        self.sheet.show_columns(columns)
        self._update()
        (self.sheet.columns.kind if columns else self.sheet.problems).setFocus()

    # 认表

    def _toggle_columns(self) -> None:
        self.sheet.show_columns(self.sheet.side.currentWidget() is self.sheet.panel)
        on_columns = self.sheet.side.currentWidget() is self.sheet.columns
        (self.sheet.columns.kind if on_columns else self.sheet.problems).setFocus()
        self._update()

    def _rename(self, table: int, noun: Noun, said: Mapping[int, str]) -> None:
        desk = self.room.desk
        self._look_again(
            lambda look, progress: desk.intake.renamed(
                desk.actor, look, table, noun=noun, targets=said, progress=progress
            )
        )

    def _head(self, sheet: str, row: int, noun: Noun) -> None:
        desk = self.room.desk
        self._look_again(
            lambda look, progress: desk.intake.headed(desk.actor, look, sheet, row, noun=noun, progress=progress)
        )

    def _look_again(self, work: Callable[[FileLook, Progress], FileLook]) -> None:
        look, replies = self.sheet.look, len(self.sheet.replies)
        lost = f"重新认表后，已答复的 {replies} 行要再答复一次。"
        if look is not None and (not replies or self.room.ask.confirm(lost, "重新认表")):
            columns = self.sheet.side.currentWidget() is self.sheet.columns
            self.room.tasks.run(
                lambda progress: work(look, progress),
                partial(self._show_look, columns=columns),
                owner=self,
                what="按改过的各栏重新辨认",
                key="look",
            )

    # 看结果

    def _want_row(self, at: At) -> None:
        desk, look = self.room.desk, self.sheet.look
        if look is not None:
            self.room.tasks.run(
                lambda _progress: desk.intake.outcome(look, at),
                lambda made: self.sheet.show_row(at, made),
                owner=self,
                what="查看一行",
                key="row",
            )

    def _reply(self, at: At, reply: Reply) -> None:
        desk, look = self.room.desk, self.sheet.look
        if look is None:
            return
        if not reply:
            self.sheet.take_outcome(at, reply, None)
            self._want_row(at)
            return

        def show(made: Outcome) -> None:
            self.sheet.take_outcome(at, reply, made)
            self._after_reply(at, made)

        self.room.tasks.run(
            lambda _progress: desk.intake.reply(look, at, reply), show, owner=self, what="核对答复", key="reply"
        )

    def _after_reply(self, at: At, made: Outcome) -> None:
        settled = made.status not in ("question", "refused")
        answered = {row: one.status for row, one in self.sheet.outcomes.items()}
        if settled and self.sheet.at == at and self.sheet.problems.next_open(answered):
            self.sheet.problems.setFocus()
            return
        self.sheet.show_row(at, made)
        if settled:
            self.sheet.problems.setFocus()
        else:
            self.sheet.panel.focus_first()

    def _save_returns(self) -> None:
        desk, look = self.room.desk, self.sheet.look
        if look is None:
            return
        path = self.room.ask.save_file("保存退回清单", f"退回清单-{Path(look.opened.book.file).stem}.xlsx")
        if path:
            self.room.tasks.run(
                lambda _progress: desk.intake.save_returns(desk.actor, look, path),
                lambda lines: self.room.ask.tell(f"退回清单已保存：{path.name}，{lines} 处。"),
                owner=self,
                what="保存退回清单",
            )

    def _copy_returns(self) -> None:
        desk, look = self.room.desk, self.sheet.look
        if look is not None:
            table = desk.intake.returns(desk.actor, look)
            lines = ["\t".join(map(str, line)) for line in (table.columns, *table.rows)]
            QGuiApplication.clipboard().setText("\n".join(lines))
            self.room.ask.tell(f"退回清单已复制，{len(table.rows)} 处，可以粘贴到表格或微信里。")

    # 写入

    def _can_write(self) -> bool:
        counts = self.sheet.counts
        return self._on_file() and any(counts.get(one) for one in ("new", "changed", "same", "question", "dropped"))

    def _write(self) -> None:
        desk, look, replies = self.room.desk, self.sheet.look, dict(self.sheet.replies)
        if look is None:
            return
        self._writing = True
        self._update()
        self.room.tasks.run(
            _or_none(lambda progress: desk.intake.write(desk.actor, look, replies, progress)),
            lambda taken: self._show_taken(taken) if taken else self._not_written(None),
            owner=self,
            failed=self._not_written,
            what="写入",
            key="write",
        )

    def _not_written(self, error: DeskError | None) -> None:
        self._writing = False
        self._update()
        if error is not None:
            self.room.ask.warn(error)

    def _show_taken(self, taken: Taken) -> None:
        self._writing = False
        self._taken = taken
        self._file = None
        self.done.show_taken(taken, len(self._files))
        self.rooms.setCurrentWidget(self.done)
        self._update()
        self.done.focus_first()
        self.room.ask.tell(f"“{taken.file}”已写入。", undo=True)

    def _ask_undo_taken(self) -> None:
        if self._taken is not None and self._taken.batch:
            self._undo(self._taken.batch, self._taken.file, self._taken.created + self._taken.changed)

    def _ask_undo_batch(self) -> None:
        row = self.start.table.row_of(self.start.table.current())
        if row is not None:
            self._undo(str(row["uid"]), str(row["file"]), int(row["records"]))

    def _undo(self, batch: str, file: str, records: int) -> None:
        sentence = f"把“{file}”这次导入整个撤销：新增和更新的 {records} 条恢复到导入以前，待问清的行也一并去掉。"
        if not self.room.ask.confirm(sentence, "撤销整次导入"):
            return
        desk = self.room.desk
        self.room.tasks.run(
            lambda _progress: desk.undo.undo(desk.actor, batch),
            self._undone,
            owner=self,
            what="撤销导入",
        )

    def _undone(self, sentence: str) -> None:
        self.room.ask.tell(sentence)
        if self.rooms.currentWidget() is self.done:
            self._to_start()

    # Where one is

    def _on_file(self) -> bool:
        return self._file is not None and self.rooms.currentWidget() is self.sheet_page and not self._writing

    def _in_queue(self) -> bool:
        return self.rooms.currentWidget() is self.queue

    def _go_to(self, step: int) -> None:
        if step == FILE and self._on_file():
            self._ask_away()
        elif step == FILE:
            self._to_start()
        elif self._on_file():
            self.sheet.show_columns(step == COLUMNS)
            self._update()

    def _ask_away(self) -> None:
        replies = len(self.sheet.replies)
        lost = f"已答复的 {replies} 行也不会保留。" if replies else ""
        name = self._file.name if self._file else ""
        if self.room.ask.confirm(f"不导入“{name}”，什么都不会写入。{lost}", "不导入"):
            self._to_start()

    def _to_start(self) -> None:
        self._file = None
        self.rooms.setCurrentWidget(self.start)
        if self._files:
            self._open_next()
        self._update()

    def _update(self) -> None:
        here = self.rooms.currentWidget()
        columns = self.sheet.side.currentWidget() is self.sheet.columns
        step = WRITTEN if here is self.done else FILE
        if here is self.sheet_page:
            step = COLUMNS if columns else RESULT
        self.steps.at(step, (FILE, COLUMNS, RESULT) if here is self.sheet_page else (FILE,))
        self.steps.setVisible(here is not self.queue)
        self._open_button.setVisible(here is not self.start)
        waiting = f"　还有 {len(self._files)} 个文件等着" if self._files else ""
        name = self._file.name if self._file else ""
        self.file_words.setText(f"{name}{waiting}")
        self.file_words.setVisible(here is not self.queue)
        for button in self.bar:
            button.update_state()
        self.start.bar.update_state()

    # 待问清

    def _open_queue(self) -> None:
        self._before_queue = self.rooms.currentWidget() or self.start
        self.rooms.setCurrentWidget(self.queue)
        self._update()
        self._read_queue()
        self.queue.table.setFocus()

    def _close_queue(self) -> None:
        self.rooms.setCurrentWidget(self._before_queue)
        self._update()

    def _read_queue(self) -> None:
        desk = self.room.desk
        self.room.tasks.run(
            lambda _progress: desk.intake.waiting(desk.actor),
            self.queue.show_waiting,
            owner=self,
            what="读取待问清的行",
            key="queue",
        )

    def _answer(self, uid: str, reply: Reply) -> None:
        desk = self.room.desk

        def show(made: Outcome) -> None:
            if made.status in ("question", "refused"):
                self.queue.still_open(uid, reply, made)
            else:
                self.room.ask.tell(f"第 {made.slip.row} 行已处理：{_DONE.get(made.status, '已写入')}。", undo=True)

        self.room.tasks.run(
            lambda _progress: desk.intake.answer(desk.actor, uid, reply), show, owner=self, what="写入答复"
        )

    def refresh(self) -> None:
        """The past imports and how many rows wait."""
        desk = self.room.desk

        def work(_progress: object) -> tuple[tuple[Batch, ...], int]:
            return desk.intake.batches(desk.actor), desk.intake.waiting_count(desk.actor)

        self.room.tasks.run(work, self._show_past, owner=self, what="读取导入记录", key="past")
        if self._in_queue():
            self._read_queue()

    def _show_past(self, found: tuple[Sequence[Batch], int]) -> None:
        batches, waiting = found
        self.start.show_batches(batches, waiting)
        self.header.set_count(f"待问清 {waiting} 行" if waiting else "")

    def show_record(self, uid: str) -> None:
        """The rows of an import that wait, by the uid of its batch."""
        if uid:
            self.queue.wanted = uid
            self._open_queue()


def _or_none(work: Callable[[Progress], T]) -> Callable[[Progress], T | None]:
    """The work with None for "called off": the page goes back to where it was."""

    def run(progress: Progress) -> T | None:
        try:
            return work(progress)
        except Cancelled:
            return None

    return run


_DONE: Mapping[Status, str] = {"new": "新增", "changed": "更新", "same": "与已登记的相同", "dropped": "不导入"}
