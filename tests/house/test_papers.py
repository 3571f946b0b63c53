"""What the repository says about itself is true."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from desk_app.domain.intake.kinds import KINDS

ROOT = Path(__file__).parents[2]


def shipped_packages() -> set[str]:
    """Everything the program needs at run time, by the lock: the closure of its own dependencies."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    needs: dict[str, set[str]] = {}
    for package in lock["package"]:
        needs.setdefault(package["name"], set()).update(d["name"] for d in package.get("dependencies", ()))
    found: set[str] = set()
    waiting = {"desk-app"}
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= needs.get(name, set()) - found
    return found - {"desk-app"}


def test_every_package_that_ships_stands_in_the_licence_list() -> None:
    listed = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8").lower()
    missing = {name for name in shipped_packages() if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", listed)}
    assert missing == set()


def test_the_top_level_is_what_a_newcomer_expects() -> None:
    expected = {
        "pyproject.toml",
        "src",
        "resources",
        "db",
        "tests",
        "installer",
        "README.md",
        "LICENSE",
        "THIRD_PARTY.md",
        "dev.py",
        "uv.lock",
    }
    made_here = {"practice", "build", "dist"}
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert found - made_here <= expected


def test_pictures_that_the_readme_shows_are_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", readme)
    assert pictures
    assert [picture for picture in pictures if not (ROOT / picture).is_file()] == []


def test_the_readme_lists_every_kind_of_finding_with_its_meaning() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [kind.name for kind in KINDS.values() if f"| `{kind.name}` | {kind.meaning} |" not in readme] == []
