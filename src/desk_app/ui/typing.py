"""Typing Chinese on Linux: which input method Qt is started with.

PySide6's wheels carry no fcitx plugin. fcitx5 also speaks the protocol of ibus, for which Qt's own plugin is there.
That plugin stays dead where no program `ibus-daemon` is installed, unless it is sent to the portal of ibus, whose name
on D-Bus fcitx5 takes as well. Tried with Qt 6.12 and fcitx5 5.0 under X11: tests/ui/test_typing.py types 你好.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Mapping
from pathlib import Path

from PySide6.QtCore import QLibraryInfo

_ONE, _SEVERAL = "QT_IM_MODULE", "QT_IM_MODULES"  # the second, a list with semicolons, goes before the first (Qt 6.7)
_PORTAL = {"IBUS_USE_PORTAL": "1"}


def spoken(environment: Mapping[str, str], plugins: Collection[str]) -> dict[str, str]:
    """The variables to set before Qt starts so that Chinese can be typed; {} where all is well as it is.

    `plugins` are the names of the files with Qt's input methods. Only where fcitx is asked for and no plugin of ours
    speaks its own protocol, ibus is asked for in its place; whoever asks for anything else is left alone.
    """
    if any("fcitx" in name for name in plugins) or not any("ibus" in name for name in plugins):
        return {}
    asked = [name for name in environment.get(_SEVERAL, "").split(";") if name]
    if asked:
        wanted = any(name.startswith("fcitx") for name in asked) and "ibus" not in asked
        return {_SEVERAL: ";".join([*asked, "ibus"]), **_PORTAL} if wanted else {}
    one = environment.get(_ONE, "")
    if one.startswith("fcitx") or (one in ("", "xim") and "fcitx" in environment.get("XMODIFIERS", "")):
        return {_ONE: "ibus", **_PORTAL}
    return {}


def prepare() -> None:
    """Set what `spoken` says; to be called before the QApplication is made."""
    if sys.platform.startswith("linux"):
        folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforminputcontexts"
        os.environ.update(spoken(os.environ, [file.name for file in folder.glob("*.so")]))
