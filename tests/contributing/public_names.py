"""`python -m tests.contributing.public_names` writes the list of public names and codes.

Plugins import the names, and configurations and designs name the codes. So one that is listed leaves
the list only when the changelog says that it is removed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from designlint import api, testing
from designlint.findings.core_codes import core_codes
from designlint.reference.pages import built_in
from tests.contributing.changes import CHANGES, ROOT, removed_names

LIST = Path(".docs/public-names.txt")
HEAD = """\
# Written by `poe names`: what plugins, configurations and designs may name.
# A line is removed only with a fragment `+NAME.removed.md` that has the name in backticks.
"""


def modules() -> list[str]:
    """The modules that plugins and their tests may import."""
    # The interface may be one module or a package of modules, one for each subject.
    folder = getattr(api, "__path__", ())
    parts = sorted(part.name for part in iter_modules(folder) if not part.name.startswith("_"))
    return [api.__name__, *(f"{api.__name__}.{part}" for part in parts), testing.__name__]


def public_names() -> list[str]:
    """Every public name behind its module, then every code."""
    names = [
        f"{module}.{name}" for module in modules() for name in sorted(import_module(module).__all__)
    ]
    codes = [code.code for code in core_codes()]
    return [*names, *sorted([*codes, *built_in().rules])]


def listed(root: Path = ROOT) -> list[str]:
    """The names of the committed list."""
    lines = (root / LIST).read_text(encoding="utf-8").split("\n")
    return [line for line in lines if line and not line.startswith("#")]


def unannounced(old: Iterable[str], now: Iterable[str], removed: set[str]) -> list[str]:
    """What was listed, is gone, and is not recorded as removed, by its name or its whole path."""
    gone = set(old) - set(now)
    return sorted(name for name in gone if not {name, name.rpartition(".")[2]} & removed)


def announcement(names: Sequence[str], now: Iterable[str]) -> str:
    """The text that a fragment needs, with where a name has moved to."""
    moved = {name.rpartition(".")[2]: name.rpartition(".")[0] for name in now}
    places: dict[tuple[str, str], list[str]] = {}
    for name in names:
        module, _, short = name.rpartition(".")
        places.setdefault((module, moved.get(short, "")), []).append(f"`{short}`")
    return "\n".join(_said(*place, ", ".join(found)) for place, found in places.items())


def _said(module: str, target: str, names: str) -> str:
    if not module:
        return f"The codes {names} are no longer in use."
    if target:
        return f"Moved from `{module}` to `{target}`: {names}."
    return f"Removed from `{module}`: {names}."


def main(root: Path = ROOT) -> int:
    """Write the list; exit code 1 and nothing written where a removal is not in the changelog."""
    now = public_names()
    missing = unannounced(listed(root), now, removed_names(root)) if (root / LIST).exists() else []
    if missing:
        print(f"Say in {CHANGES}/+NAME.removed.md what is removed, in words such as:\n")
        print(announcement(missing, now))
        return 1
    (root / LIST).write_text(HEAD + "\n".join(now) + "\n", encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
