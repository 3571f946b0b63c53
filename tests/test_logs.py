"""What the helpdesk gets names nobody."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from desk_app import logs
from desk_app.cli import commands, main

NUMBER = "410099199001010010"


def failing(*_: object) -> None:
    raise ValueError(f"石小满 {NUMBER} 15400000001")


@pytest.fixture
def quiet_logger() -> object:
    yield
    logger = logging.getLogger("desk_app")
    for handler in logger.handlers:
        handler.close()
    logger.handlers, logger.propagate = [], True


@pytest.mark.usefixtures("quiet_logger")
def test_numbers_and_exception_texts_never_reach_the_log(tmp_path: Path) -> None:
    logs.start(tmp_path)
    logger = logging.getLogger("desk_app")
    logger.info("row 7: %s", NUMBER)
    try:
        failing()
    except ValueError:
        logger.exception("while importing")
    content = (tmp_path / "desk_app.log").read_text(encoding="utf-8")
    assert "row 7: ***" in content
    assert "ValueError" in content
    assert "failing" in content
    for secret in (NUMBER, "15400000001", "石小满"):
        assert secret not in content


@pytest.mark.usefixtures("quiet_logger")
def test_a_fault_of_ours_is_a_sentence_and_a_report_without_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(commands, "check", failing)
    assert main.run(["--home", str(tmp_path), "--json", "check"]) == 1
    out, err = capfdbinary.readouterr()
    assert "程序出错" in err.decode()
    assert '"code": "bug"' in out.decode()
    (report,) = (tmp_path / "log").glob("crash-*.txt")
    told = report.read_text(encoding="utf-8") + (tmp_path / "log" / "desk_app.log").read_text(encoding="utf-8")
    assert "ValueError" in told
    for secret in (NUMBER, "15400000001", "石小满"):
        assert secret not in told
