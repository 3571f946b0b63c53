"""外观, 锁屏, 备份与检查, 关于."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QCheckBox, QLabel, QSpinBox, QWidget

from desk_app.domain.errors import Refused
from desk_app.services.upkeep import Finding
from desk_app.ui.kit.actions import Action
from desk_app.ui.kit.lines import FieldLine
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.passwords import PasswordLine
from desk_app.ui.kit.session import LONGEST, SHORTEST
from desk_app.ui.pages.settings.section import Section


class LookSection(Section):
    """外观."""

    title = "外观"

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self.large = QCheckBox("大字（字和间距放大到 1.25 倍，马上生效）", self)
        self.large.setChecked(room.look.large)
        self.large.toggled.connect(room.set_large)
        self.column.addWidget(self.large)
        self.add_words("左侧栏可以收成图标（Ctrl+B），右侧详情可以收起（Ctrl+I），给表格多留些地方。")
        self.column.addStretch(1)


class LockSection(Section):
    """锁屏."""

    title = "锁屏"

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self.add_words("没有人动键盘和鼠标时自动锁屏，打开的内容都盖住，没保存的内容还在。")
        self.minutes = QSpinBox(self)
        self.minutes.setRange(SHORTEST, LONGEST)
        self.minutes.setSuffix(" 分钟")
        self.minutes.setValue(room.session.minutes)
        self.minutes.setAccessibleName("多久没人动就锁屏")
        self.minutes.valueChanged.connect(room.session.set_minutes)
        self.add_row(QLabel("没人动", self), self.minutes, QLabel("后锁屏", self))
        now = Action(id="lock-now", title="现在锁屏（Ctrl+Alt+L）", run=room.session.lock_now, icon="lock")
        self.add_row(self.button(now))
        self.add_words("解锁码", "strong")
        self.add_words(
            "至少 4 位数字，比密码好输。只在这次登录里有效，只能解锁，不能登录；错三次作废，退出程序就没有了。"
        )
        self.pin = PasswordLine(room.look, self)
        self.pin.setMaximumWidth(room.look.px(240))
        self.field = FieldLine(room.look, "解锁码", self.pin, self)
        self.column.addWidget(self.field)
        self.pin.returnPressed.connect(self._set)
        self.forget = self.button(Action(id="pin-forget", title="不用解锁码了", run=self._forget))
        self.add_row(self.button(Action(id="pin-set", title="设解锁码", run=self._set), primary=True), self.forget)
        self.column.addStretch(1)
        room.session.changed.connect(self._show)
        self._show()

    def _set(self) -> None:
        try:
            self.room.session.set_pin(self.pin.text())
        except Refused as refused:
            self.field.say(refused.message, wrong=True)
            self.pin.setFocus()
            return
        self.pin.clear()
        self.room.ask.tell("已设解锁码，到退出程序为止有效。")

    def _forget(self) -> None:
        self.room.session.forget_pin()
        self.room.ask.tell("已去掉解锁码，锁屏后用密码解锁。")

    def _show(self) -> None:
        has = self.room.session.has_pin
        self.field.say(
            "已经设了解锁码；再设一次就换成新的。" if has else "现在没有解锁码，锁屏后用密码解锁。", wrong=False
        )
        self.forget.setEnabled(has)


class SafetySection(Section):
    """备份与检查."""

    title = "备份与检查"

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self.add_words(
            "备份是一个加密的文件，装着本机构的全部数据，拷到 U 盘或另一台电脑上放好。打开它要备份当时的密码或恢复码。"
        )
        self.backup = Action(id="backup", title="备份到文件", run=self._backup, icon="save")
        self.check = Action(id="check", title="检查数据", run=self._check, icon="circle-check")
        self.add_row(self.button(self.backup, primary=True), self.button(self.check))
        self.outcome = self.add_words("", "strip")
        self.outcome.hide()
        self.add_words("从备份恢复", "strong")
        self.add_words(
            "退出程序，再打开，在登录页选“从备份恢复”。恢复时会问纸上最大的推荐信编号，免得同一个编号开出两封信；"
            "现在的数据会先原样留一份。恢复要由主管来做。"
        )
        self.column.addStretch(1)

    def _backup(self) -> None:
        desk = self.room.desk
        name = f"一人一岗备份-{desk.actor.today():%Y%m%d}.rxb"
        file = self.room.ask.save_file("备份到", name)
        if file is None:
            return
        chosen = file if file.suffix else file.with_suffix(".rxb")

        def told(made: Mapping[str, Any]) -> None:
            held = f"{made['persons']} 名求职人员、{made['letters']} 封推荐信"
            self._say(f"已备份到 {chosen.name}，写完又读出来核对过：{held}。", "strip")

        self.room.tasks.run(
            lambda _: desk.upkeep.backup(desk.actor, chosen), told, owner=self, what="备份并核对", key="backup"
        )

    def _check(self) -> None:
        desk = self.room.desk

        def told(findings: tuple[Finding, ...]) -> None:
            well = "都好：文件完整，修改记录前后相接，推荐信编号连续，名额没有超出。"
            words = "\n".join(finding.sentence for finding in findings)
            self._say(words or well, "error" if findings else "strip")

        self.room.tasks.run(lambda _: desk.upkeep.check(), told, owner=self, what="检查数据", key="check")

    def _say(self, words: str, role: str) -> None:
        self.outcome.setProperty("role", role)
        self.outcome.style().unpolish(self.outcome)
        self.outcome.style().polish(self.outcome)
        self.outcome.setText(words)
        self.outcome.show()


class AboutSection(Section):
    """关于."""

    title = "关于"

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self.add_words(f"一人一岗　{version('desk-app')}", "strong")
        self.add_words("给每一位求职人员找到一个真实岗位。数据只在这台电脑上，程序不上网。")
        self.add_words(f"Python {platform.python_version()}　Qt {qVersion()}　{platform.system()} {platform.machine()}")
        self.add_words("许可", "strong")
        self.add_words(
            "程序：Apache-2.0。Qt 与 PySide6：LGPL-3.0，作为单独的库原样使用，可以换成别的版本。"
            "字体思源黑体、思源宋体（Noto Sans SC、Noto Serif SC）：SIL OFL 1.1。图标 Lucide：ISC。"
            "其他组件和各自的许可见安装文件夹里的 THIRD_PARTY.md。"
        )
        self.add_words("数据所在的文件夹", "strong")
        home = self.add_words(str(room.desk.folders.home))
        home.setAccessibleName("数据所在的文件夹")
        self.column.addStretch(1)
