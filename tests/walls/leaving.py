"""Which methods of the use cases make something that can leave the office: bytes, or a file at a given place."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_type_hints

import desk_app.services


def leaving() -> set[str]:
    """`Class.method` and `module.function` of everything public that makes bytes or writes a file."""
    found = set()
    for module_info in pkgutil.walk_packages(desk_app.services.__path__, "desk_app.services."):
        module = importlib.import_module(module_info.name)
        for name, member in vars(module).items():
            if name.startswith("_") or getattr(member, "__module__", "") != module.__name__:
                continue
            if inspect.isfunction(member) and _makes(member):
                found.add(name)
            if inspect.isclass(member):
                methods = inspect.getmembers(member, inspect.isfunction)
                found |= {f"{name}.{method}" for method, f in methods if not method.startswith("_") and _makes(f)}
    return found


def _makes(function: Any) -> bool:
    hints = dict(_hints(function))
    made = hints.pop("return", None)
    fields = get_type_hints(made).values() if inspect.isclass(made) and dataclasses.is_dataclass(made) else ()
    written = any(name in ("out", "path", "folder") and hint is Path for name, hint in hints.items())
    return made is bytes or bytes in fields or written


def _hints(function: Any) -> Iterator[tuple[str, Any]]:
    """The annotations one by one: some name what only a type checker imports."""
    for name, hint in function.__annotations__.items():
        try:
            yield name, eval(hint, function.__globals__) if isinstance(hint, str) else hint  # our own code
        except NameError:
            continue
