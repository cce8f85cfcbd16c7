"""What an attack is: inputs by seed, and what holds of each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

FOUND = Path(__file__).parent / "found"
"""Inputs that broke a law once, a file each."""


@dataclass(frozen=True)
class Case:
    """One input: the text of a design, and the command line that it is given to, if any."""

    text: str
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Attack:
    """Inputs by seed, and a law that raises for an input that breaks it: SkipTest where the machine lacks what
    would tell."""

    draw: Callable[[int], Case]
    hold: Callable[[Case], None]


@dataclass(frozen=True)
class Kept:
    """An input that broke the law of an attack, as it is kept in a file."""

    attack: str
    case: Case
    problem: str

    def write(self, folder: Path = FOUND) -> Path:
        """Keep the input in a file of its own."""
        name = sha256(repr(self.case).encode("utf-8", "surrogatepass")).hexdigest()[:12]
        path = folder / f"{self.attack}-{name}.json"
        path.write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")
        return path


def kept(folder: Path = FOUND) -> Iterator[Kept]:
    """All inputs that are kept."""
    for path in sorted(folder.glob("*.json")):
        one = json.loads(path.read_text(encoding="utf-8"))
        case = Case(one["case"]["text"], tuple(one["case"]["arguments"]))
        yield Kept(one["attack"], case, one["problem"])
