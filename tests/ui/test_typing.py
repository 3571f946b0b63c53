"""Chinese can be typed under fcitx5: the rule, and a real fcitx5 on a real X server."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desk_app.ui.typing import spoken

OURS = ("libcomposeplatforminputcontextplugin.so", "libibusplatforminputcontextplugin.so")
ONE = {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}
NEEDED = ("fcitx5", "fcitx5-remote", "Xvfb", "xdotool", "dbus-run-session")


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, {}),
        ({"QT_IM_MODULE": "fcitx"}, ONE),
        ({"QT_IM_MODULE": "fcitx5"}, ONE),
        ({"XMODIFIERS": "@im=fcitx"}, ONE),
        ({"XMODIFIERS": "@im=fcitx", "QT_IM_MODULE": "xim"}, ONE),
        ({"XMODIFIERS": "@im=fcitx", "QT_IM_MODULE": "compose"}, {}),
        ({"XMODIFIERS": "@im=ibus"}, {}),
        ({"QT_IM_MODULE": "ibus"}, {}),
        ({"QT_IM_MODULES": "wayland;fcitx"}, {"QT_IM_MODULES": "wayland;fcitx;ibus", "IBUS_USE_PORTAL": "1"}),
        ({"QT_IM_MODULES": "wayland;fcitx;ibus", "QT_IM_MODULE": "fcitx"}, {}),
    ],
)
def test_ibus_is_spoken_only_where_fcitx_is_asked_for(environment: dict[str, str], expected: dict[str, str]) -> None:
    assert spoken(environment, OURS) == expected


def test_a_plugin_for_fcitx_is_used_where_there_is_one() -> None:
    assert spoken({"QT_IM_MODULE": "fcitx"}, (*OURS, "libfcitx5platforminputcontextplugin.so")) == {}


def test_nothing_is_promised_without_a_plugin_for_ibus() -> None:
    assert spoken({"QT_IM_MODULE": "fcitx"}, OURS[:1]) == {}


PROFILE = """[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin
[Groups/0/Items/0]
Name=keyboard-us
[Groups/0/Items/1]
Name=pinyin
[GroupOrder]
0=Default
"""
WINDOW = """
from desk_app.ui.typing import prepare
prepare()
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit
app = QApplication([])
line = QLineEdit()
line.setWindowTitle("typing here")
line.show()
line.textChanged.connect(lambda text: print(text, flush=True))
QTimer.singleShot(30_000, app.quit)
app.exec()
"""
# Xvfb picks a free display; fcitx5 is given time by asking it until it answers, the window by asking X for its title.
TRIAL = """
set -eu
exec 6>"$HOME/display"
Xvfb -displayfd 6 -screen 0 800x600x24 >/dev/null 2>&1 &
until [ -s "$HOME/display" ]; do sleep 0.1; done
export DISPLAY=":$(cat "$HOME/display")"
fcitx5 -d >/dev/null 2>&1
until fcitx5-remote >/dev/null 2>&1; do sleep 0.1; done
"$PYTHON" -c "$WINDOW" >"$HOME/typed" &
xdotool search --sync --name "typing here" windowfocus --sync
until [ "$(fcitx5-remote -n)" = pinyin ]; do fcitx5-remote -o; fcitx5-remote -s pinyin; sleep 0.2; done
xdotool type --delay 150 nihao
sleep 0.5
xdotool key space
until [ -s "$HOME/typed" ]; do sleep 0.1; done
fcitx5-remote -e
kill $(jobs -p)
"""


@pytest.mark.skipif(
    not all(map(shutil.which, NEEDED)), reason=f"真实输入法没有试：这台电脑上没有装齐 {'、'.join(NEEDED)}"
)
def test_pinyin_comes_out_as_chinese(tmp_path: Path) -> None:
    profile = tmp_path / ".config" / "fcitx5" / "profile"
    profile.parent.mkdir(parents=True)
    profile.write_text(PROFILE)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "XDG_RUNTIME_DIR": str(tmp_path),
        "LANG": "C.UTF-8",
        "QT_QPA_PLATFORM": "xcb",
        "QT_IM_MODULE": "fcitx",
        "XMODIFIERS": "@im=fcitx",
        "PYTHON": sys.executable,
        "WINDOW": WINDOW,
    }
    trial = ["dbus-run-session", "--", "bash", "-c", TRIAL]
    subprocess.run(trial, env=environment, timeout=60, capture_output=True)
    assert (tmp_path / "typed").read_text(encoding="utf-8").splitlines() == ["你好"]
