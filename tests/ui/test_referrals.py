"""推荐信 by hand: issue, print, take receipts, void."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desk_app.documents.picture import page_sizes
from desk_app.domain.referrals import Letter
from desk_app.ui.kit.page import Room
from desk_app.ui.pages.referrals import ReferralsPage
from desk_app.ui.pages.referrals.receipt import scanned
from tests.kit.asked import Asked
from tests.kit.office import FixedClock
from tests.ui.conftest import OpenPage, settle
from tests.ui.test_printing import file_printer


@pytest.fixture
def page(open_page: OpenPage, room: Room) -> ReferralsPage:
    """Two wait for a letter, two letters are out, two have come back."""
    made = open_page(ReferralsPage, room)
    assert isinstance(made, ReferralsPage)
    made.table.setFocus()
    return made


def letters(room: Room) -> dict[str, Letter]:
    return {one.short_no: one for one in room.desk.database.read(lambda read: read.all(Letter))}


def words(page: ReferralsPage, column: str) -> list[str]:
    rows = [page.table.row_of(key) or {} for key in page.source.keys(page.table.query)]
    return ["·".join(tag.word for tag in row[column]) if column == "state" else row.get(column, "") for row in rows]


def key(page: ReferralsPage, qtbot: QtBot, *keys: str) -> None:
    """Type keys where the focus is, without a pause between them."""
    for one in keys:
        QTest.keySequence(page.window().focusWidget() or page.table, one)
    settle(qtbot, page.room)


def stand_on(page: ReferralsPage, qtbot: QtBot, short_no: str) -> Letter:
    letter = letters(page.room)[short_no]
    page.show_record(letter.uid)
    settle(qtbot, page.room)
    return letter


def test_those_who_wait_stand_first_then_the_letters_newest_first(page: ReferralsPage) -> None:
    assert words(page, "state") == ["待开具", "待开具", "已开具", "已开具", "未录用", "录用"]
    assert words(page, "number") == ["", "", "2026-4", "2026-3", "2026-2", "2026-1"]
    assert page.header.count.text() == "待开具 2 · 已开 4 封 · 待收回执 2"


def test_the_page_of_the_current_letter_lies_beside_the_list(page: ReferralsPage, qtbot: QtBot) -> None:
    stand_on(page, qtbot, "2026-3")
    assert page.detail.paper.isVisible()
    assert page.detail.paper.image is not None
    assert "2026-3" in page.detail.title.text()
    key(page, qtbot, "Home")
    assert not page.detail.paper.isVisible()
    assert "可以开具" in page.detail.hint.text()


def test_all_who_wait_get_letters_by_key_and_they_can_be_printed_at_once(
    page: ReferralsPage, asked: Asked, qtbot: QtBot, tmp_path: Path
) -> None:
    asked.answers = ["all", "print", file_printer(tmp_path / "out.pdf")]
    key(page, qtbot, "Ctrl+N")
    assert sorted(letters(page.room)) == [f"2026-{n}" for n in range(1, 7)]
    assert len(page_sizes((tmp_path / "out.pdf").read_bytes())) == 2
    assert words(page, "number")[:2] == ["2026-6", "2026-5"]
    assert "编号 2026-5 到 2026-6。原件已存档，随时可以打印。" in asked.questions
    made = letters(page.room)
    uids = [made["2026-5"].uid, made["2026-6"].uid]
    assert page.room.desk.referrals.cabinet.prints(page.room.desk.actor, uids) == dict.fromkeys(uids, 1)
    assert page.table.current() == made["2026-5"].uid


def test_only_the_current_one_gets_a_letter_where_that_is_chosen(
    page: ReferralsPage, asked: Asked, qtbot: QtBot
) -> None:
    name = words(page, "person")[0]
    asked.answers = ["one", "later"]
    key(page, qtbot, "Ctrl+N")
    assert letters(page.room)["2026-5"].printed["seeker_name"] == name
    assert len(page.source.ready) == 1
    assert "未打印" in words(page, "state")[1]


def test_who_prints_again_is_asked_and_the_prints_are_counted(
    page: ReferralsPage, asked: Asked, qtbot: QtBot, tmp_path: Path
) -> None:
    stand_on(page, qtbot, "2026-4")
    asked.answers = [True, file_printer(tmp_path / "out.pdf")]
    key(page, qtbot, "P")
    assert "这封推荐信已经打印过，编号不会变，本次是第 2 次打印。" in asked.questions
    assert len(page_sizes((tmp_path / "out.pdf").read_bytes())) == 1
    assert page.detail.facts.text().startswith("打印过 2 次")


def test_a_print_that_is_called_off_is_not_counted(page: ReferralsPage, asked: Asked, qtbot: QtBot) -> None:
    stand_on(page, qtbot, "2026-4")
    key(page, qtbot, "P")
    assert page.detail.facts.text().startswith("打印过 1 次")


def test_after_a_jam_the_rest_of_the_batch_is_printed(
    page: ReferralsPage, asked: Asked, qtbot: QtBot, tmp_path: Path
) -> None:
    stand_on(page, qtbot, "2026-2")
    asked.answers = [True, file_printer(tmp_path / "out.pdf")]
    key(page, qtbot, "Shift+P")
    assert asked.questions[0] == "从 2026-2 起重打本批余下的 3 封。编号不会变。"
    assert len(page_sizes((tmp_path / "out.pdf").read_bytes())) == 3


def test_a_hire_is_three_keys(page: ReferralsPage, qtbot: QtBot, asked: Asked) -> None:
    letter = stand_on(page, qtbot, "2026-4")
    key(page, qtbot, "R", "1", "Return")
    after = letters(page.room)[letter.short_no]
    assert (after.state, after.start_date) == ("hired", page.room.desk.actor.today())
    assert asked.said[-1].startswith("2026-4 已登记：录用，回访日期 2026-12-24")
    assert page.table.hasFocus()
    assert not page.receipt.isVisible()


def test_a_start_date_is_typed_short_and_a_wrong_one_is_told(page: ReferralsPage, qtbot: QtBot) -> None:
    stand_on(page, qtbot, "2026-4")
    key(page, qtbot, "R", "1")
    QTest.keyClicks(page.receipt.day, "13.45")
    key(page, qtbot, "Return")
    assert letters(page.room)["2026-4"].state == "issued"
    assert page.receipt.who.text()
    QTest.keyClicks(page.receipt.day, "+7")
    key(page, qtbot, "Return")
    assert str(letters(page.room)["2026-4"].start_date) == "2026-12-01"


@pytest.mark.parametrize(
    ("keys", "state", "reason"),
    [
        (("2", "4"), "not_hired", "pay"),
        (("2", "0"), "not_hired", ""),
        (("3",), "declined", ""),
        (("4",), "overdue", ""),
    ],
)
def test_other_results_are_two_or_three_keys(
    page: ReferralsPage, qtbot: QtBot, keys: tuple[str, ...], state: str, reason: str
) -> None:
    stand_on(page, qtbot, "2026-3")
    key(page, qtbot, "R", *keys)
    after = letters(page.room)["2026-3"]
    assert (after.state, after.receipt_reason) == (state, reason)


def test_a_pile_of_receipts_goes_by_number_and_code(page: ReferralsPage, qtbot: QtBot) -> None:
    key(page, qtbot, "Ctrl+R")
    QTest.keyClicks(page.receipt.number, "3")
    key(page, qtbot, "Return")
    key(page, qtbot, "3")
    assert page.receipt.number.hasFocus()
    QTest.keyClicks(page.receipt.number, letters(page.room)["2026-4"].signature)
    key(page, qtbot, "Return")
    key(page, qtbot, "1", "Return")
    assert [letters(page.room)[number].state for number in ("2026-3", "2026-4")] == ["declined", "hired"]
    QTest.keyClicks(page.receipt.number, "2026-4")
    key(page, qtbot, "Return")
    assert "已登记为“录用”" in page.receipt.who.text()
    key(page, qtbot, "Esc")
    assert not page.receipt.isVisible()


def test_an_unknown_number_is_told_beside_the_field(page: ReferralsPage, qtbot: QtBot, asked: Asked) -> None:
    key(page, qtbot, "Ctrl+R")
    QTest.keyClicks(page.receipt.number, "2026-99")
    key(page, qtbot, "Return")
    assert page.receipt.who.text() == "没有编号为 2026-99 的推荐信，请核对。"
    assert asked.warned == []


def test_a_scanner_may_be_used_at_any_moment(page: ReferralsPage, qtbot: QtBot) -> None:
    """Its first characters are keys of the page: R opens the current letter, 1 would hire; the code goes first."""
    stand_on(page, qtbot, "2026-4")
    for character in letters(page.room)["2026-3"].signature:
        QTest.keySequence(page.window().focusWidget(), character)
    key(page, qtbot, "Return")
    assert page.receipt.letter is not None
    assert page.receipt.letter.short_no == "2026-3"
    assert {letters(page.room)[number].state for number in ("2026-3", "2026-4")} == {"issued"}


def test_what_a_scanner_typed_is_known_by_its_form(room: Room) -> None:
    code = letters(room)["2026-3"].signature
    assert scanned(code) == scanned(code.lower()) == scanned(code[1:]) == scanned(code[2:]) == code
    assert scanned("2026-3") == scanned("") == ""


def test_several_are_voided_with_one_reason(page: ReferralsPage, asked: Asked, qtbot: QtBot) -> None:
    stand_on(page, qtbot, "2026-4")
    key(page, qtbot, "Shift+Down")
    assert page.bar.words.text() == "已选 2 封推荐信"
    asked.answers = ["单位名称写错"]
    key(page, qtbot, "V")
    assert [letters(page.room)[number].state for number in ("2026-3", "2026-4")] == ["void", "void"]
    assert asked.said == ["已作废 2 封推荐信，编号保留。"]
    assert page.detail.cause.text() == "作废原因：单位名称写错"


def test_a_letter_that_has_come_back_cannot_be_voided(page: ReferralsPage, asked: Asked, qtbot: QtBot) -> None:
    stand_on(page, qtbot, "2026-1")
    asked.answers = ["写错"]
    key(page, qtbot, "V")
    assert "不能作废" in asked.warned[0]


def test_search_and_filters_narrow_both_parts(page: ReferralsPage, qtbot: QtBot, clock: FixedClock) -> None:
    name = words(page, "person")[0]
    assert page.header.search is not None
    page.header.search.setText(name)
    settle(qtbot, page.room)
    assert set(words(page, "person")) == {name}
    page.header.search.clear()
    page.filters.choose({"state": ("ready",)})
    settle(qtbot, page.room)
    assert words(page, "state") == ["待开具", "待开具"]
    clock.forward(days=12)
    page.filters.choose({"due": ("late",)})
    settle(qtbot, page.room)
    assert words(page, "number") == ["2026-4", "2026-3"]
    assert "过期 2 天" in words(page, "state")[0]


def test_an_office_without_answers_is_told_what_comes_first(
    open_page: OpenPage, bare_room: Room, asked: Asked, qtbot: QtBot
) -> None:
    page = open_page(ReferralsPage, bare_room)
    assert isinstance(page, ReferralsPage)
    assert page.empty.isVisible()
    assert "愿意" in page.empty.words.text()
    page.empty.button.click()
    assert asked.went == [("matching", "")]
    assert not page.table.isVisible()
