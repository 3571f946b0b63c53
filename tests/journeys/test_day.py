"""A day at the counter through the real window by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.bootstrap import Desk
from desk_app.domain.employers import Employer
from desk_app.domain.posts import Post
from desk_app.domain.seekers import Seeker
from desk_app.domain.service_log import ServiceEntry
from desk_app.ui.kit.memory import Memory
from desk_app.ui.look import dress, look
from desk_app.ui.window import Window
from tests.kit.asked import Asked
from tests.kit.hands import ALT, CONTROL, SHIFT, Hands
from tests.ui.conftest import settle

ENTER, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Down
MESSAGE = """😊【急招】演练县金蝉鞋业有限公司招工啦！
针车工6名，计件，月薪4200-6000元，踩针车、缝鞋面
地址：青禾镇工业园区9号
电话：15400000077 韩主任"""


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def hands(desk: Desk, asked: Asked, tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Hands]:
    dress(qapp, look())
    window = Window(desk, look(), Memory(tmp_path / "window.ini", desk.actor.name), ask=asked)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    window.go("home", "")
    settle(qtbot, window.room)
    yield Hands(window, qtbot)
    window.close()


def test_a_visitor_three_calls_a_message_from_a_firm_and_a_notice(
    hands: Hands, desk: Desk, asked: Asked, tmp_path: Path
) -> None:
    # A visitor, whose card is read.
    hands.page("seekers")
    hands.press(Qt.Key.Key_N, CONTROL)
    hands.type("石小满,女,汉,19900307,演练县青禾镇上坊村12号,410099199003071269")
    hands.press(ENTER)
    hands.qtbot.wait(150)  # the reader has sent the whole card
    hands.fill("", "15499990001", "gz", "sf")
    hands.press(ENTER, CONTROL)
    (visitor,) = desk.database.read(lambda read: read.all(Seeker, name="石小满"))
    assert (visitor.id_no, visitor.sex, visitor.mobile) == ("410099199003071269", "2", "15499990001")

    # Three calls: reached, not reached, refused; each a handful of keys.
    before = desk.database.read(lambda read: read.count(ServiceEntry))
    hands.press(Qt.Key.Key_Home)
    for result, said in ((1, "下周一来面试"), (2, ""), (5, "说明年考研，不用再打")):
        hands.keys = 0
        hands.press(Qt.Key.Key_R)
        hands.press(Qt.Key(Qt.Key.Key_0 + result), ALT)
        hands.type(said)
        if result == 5:
            hands.press(Qt.Key.Key_Tab)
            hands.fill("bk")
        hands.press(ENTER, CONTROL)
        assert hands.keys <= 8 + len(said)
        hands.press(DOWN)
    calls = desk.database.read(lambda read: read.all(ServiceEntry))[before:]
    assert [one.result for one in calls] == ["reached", "not_reached", "refused"]
    assert calls[2].reason == "studying"

    # A firm's message becomes a post, its firm first; then the firm is asked, and the post is verified.
    hands.page("posts")
    QApplication.clipboard().setText(MESSAGE)
    hands.press(Qt.Key.Key_V, CONTROL | SHIFT)
    hands.press(ENTER, CONTROL)
    asked.answers = [True]
    hands.press(ENTER, CONTROL)
    assert hands.window.current is not None
    assert hands.window.current.name == "employers"
    hands.press(ENTER, CONTROL)
    (firm,) = desk.database.read(lambda read: read.all(Employer, name="演练县金蝉鞋业有限公司"))
    assert (firm.phone, firm.contact) == ("15400000077", "韩主任")
    assert hands.window.current.name == "posts"
    hands.press(ENTER, CONTROL)
    asked.answers = ["phone"]
    hands.press(Qt.Key.Key_C)
    (post,) = desk.database.read(lambda read: read.all(Post, title="针车工"))
    assert (post.state, post.verified_by, post.headcount, post.pay_min) == ("open", desk.actor.name, 6, 4200)

    # The visitor applies for certification; after the village's word the notice is hung up.
    hands.page("hardship")
    hands.press(Qt.Key.Key_N, CONTROL)
    hands.type("sxm")
    hands.press(ENTER)
    hands.fill("7")
    hands.press(ENTER, CONTROL)
    hands.type("20260302")  # what the program asks for: since when registered as unemployed
    hands.press(ENTER, CONTROL)
    hands.press(Qt.Key.Key_N)
    hands.fill("", "王某", "上坊村委会")
    hands.type("情况属实")
    hands.press(ENTER, CONTROL)
    hands.press(Qt.Key.Key_N)
    hands.press(ENTER, CONTROL)
    file = tmp_path / "公示.pdf"
    asked.answers = ["notice", "save", file]
    hands.press(Qt.Key.Key_P)
    assert asked.warned == []
    notice = pdfium.PdfDocument(file)[0].get_textpage().get_text_range()
    assert "石小满" in notice
    assert "长期失业" in notice
    for kept_back in ("410099", "15499990001", "上坊村12号"):
        assert kept_back not in notice
