"""Everything that shows a design, over random designs: each kind of design meets each command, format and view."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from functools import cache
from itertools import product
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TypeAlias
from unittest import SkipTest
from unittest.mock import patch

from designlint.cli import main
from designlint.commands.diagram import VIEW_NAMES
from designlint.render.formats import FORMATS, GROUPED
from designlint.render.grouping import WAYS
from tests.attacks.attack import Case
from tests.attacks.parsers import QUICK, READERS, Reader, Seen, read_terminal
from tests.attacks.texts import any_design, any_text, wholes
from tests.verdicts.anything import COMPONENTS, PLACES

DESIGN, TARGET = "a.design", "out"
SMALL = ("", 'design x "A"\n', "component a : service\n", "actor u\nflow f { u -> u }\n", "data d\n", "# a\n",
         'functional F "x"\n', 'decision D "x" { option a "b" { chosen } }\n', "group g {\n}\n")  # fmt: skip


@cache
def lines() -> tuple[tuple[str, ...], ...]:
    """Every command that shows a design, in each format and view."""
    checks = [("check", "--no-cache", "-f", name) for name in FORMATS]
    checks += [
        ("check", "--no-cache", "-f", name, "--group-by", way) for name in GROUPED for way in WAYS
    ]
    checks += [("check", "--no-cache", *more) for more in (("--statistics",), ("--timings",), ("--diff",),
               ("--diff", "--unsafe-fixes"), ("--show-accepted", "-f", "json"), ("--color", "always"))]  # fmt: skip
    verdicts = [("verify", *more, "-f", form) for more, form in product(
        ((), ("--sensitivity",), ("--assumptions",), ("--why", "X0")), ("terminal", "json"))]  # fmt: skip
    changes = [("whatif", *more, "-f", form) for more, form in product(
        (("--load", "3x"), ("--lose", COMPONENTS[0]), ("--lose", PLACES[0]), ("--set", "k1.replicas=2")),
        ("terminal", "json"))]  # fmt: skip
    pictures = [
        ("diagram", "--view", view, "-f", form)
        for view, form in product(VIEW_NAMES, ("dot", "mermaid"))
    ]
    pictures = [(*one, *_of(one[2])) for one in pictures]
    pictures += [
        ("diagram", "-f", "dot", "--focus", "k1"),
        ("diagram", "-f", "dot", "--whole", "--links", "r.html"),
    ]
    reports = [("report", "-f", form) for form in ("html", "markdown", "json", "madr")]
    others = [("format", "--diff"), ("baseline", "create", "--force")]
    return (*checks, *verdicts, *changes, *pictures, *reports, *others)


@cache
def drawn_lines() -> tuple[tuple[str, ...], ...]:
    """The pictures that a program of its own lays out."""
    found = [("diagram", "--view", view, "-f", "svg") for view in VIEW_NAMES]
    return tuple([(*one, *_of(one[2])) for one in found])


PAPER = {("report", "-f", "pdf"): b"%PDF-", ("diagram", "-f", "png"): b"\x89PNG\r\n"}
"""What is no text, with what it begins with."""


Ran: TypeAlias = "tuple[int, str, str]"
"""The exit code of a command line, and what it prints on standard output and error."""
_UNABLE = re.compile(r"PDF needs |no Graphviz ")


def _of(view: str) -> tuple[str, ...]:
    return {"flow": ("--of", "f"), "scenario": ("--of", "X0")}.get(view, ())


def draw(seed: int) -> Case:
    """A design with a command line; among as many seeds as there are pairs, each pair comes once."""
    every = lines()
    return Case(_design(seed // len(every), seed), every[seed % len(every)])


def draw_picture(seed: int) -> Case:
    """A design with the command line of a picture."""
    every = drawn_lines()
    return Case(_design(seed // len(every), seed), every[seed % len(every)])


def draw_paper(seed: int) -> Case:
    """A design with the command line of a document or picture that is no text."""
    every = tuple(PAPER)
    return Case(_design(seed // len(every), seed), every[seed % len(every)])


def is_on_paper(case: Case) -> None:
    """What is written is of its format."""
    with TemporaryDirectory() as folder:
        target = Path(folder) / TARGET
        code, _, error = ran(Case(case.text, (*case.arguments, "-o", str(target))))
        assert code in (0, 1, 2), f"exit code {code}: {error[:200]}"
        assert "internal error" not in error, error
        _is_able(error)
        if code != 2:
            assert target.read_bytes().startswith(PAPER[case.arguments])


def _design(kind: int, seed: int) -> str:
    """A design of one of the kinds: small ones, fixtures, random ones, and what is broken."""
    dice = Random(seed)
    match kind % 8:
        case 0:
            return dice.choice(SMALL)
        case 1:
            return dice.choice(wholes())
        case 2:
            return any_text(seed)
    return any_design(seed)


def draw_mermaid(seed: int) -> Case:
    """A design with the command line of a picture that Mermaid is to lay out."""
    every = [line for line in lines() if "mermaid" in line]
    return Case(_design(seed // len(every), seed), every[seed % len(every)])


def is_shown(case: Case) -> None:
    """The command ends as its page says, and what it writes is of its format by a real parser."""
    seen_of(case, QUICK)


def is_read(case: Case) -> None:
    """The same by the slow parsers, too."""
    seen_of(case)


def draw_again(seed: int) -> Case:
    """A design with a command line whose answers are kept."""
    every = _kept_lines()
    return Case(_design(seed // len(every), seed), every[seed % len(every)])


@cache
def _kept_lines() -> list[tuple[str, ...]]:
    """Those that say nothing of time, or of what the run before it has written."""
    found = [tuple([word for word in line if word != "--no-cache"]) for line in lines()]
    timed = ("check", "-f", "terminal")
    return [line for line in found if "-f" in line and "madr" not in line and line[:3] != timed]


def is_the_same_again(case: Case) -> None:
    """A second run, which what the first one kept answers, says the same."""
    first, second = runs(case, DESIGN, 2)
    assert first == second, "two runs differ"


def seen_of(case: Case, readers: Mapping[str, Reader] = READERS) -> Seen | None:
    """What the readers of the format see in what a command writes; None where it is refused."""
    code, text, error = ran(case)
    assert code in (0, 1, 2), f"exit code {code}: {error[:200]}"
    assert "internal error" not in error, error
    assert "INT001" not in text, text
    read_terminal(error)
    _is_able(error)
    reader = readers.get(_format(case.arguments))
    return reader(text) if reader is not None and text and code != 2 else None


def _is_able(error: str) -> None:
    """Raise SkipTest where the machine lacks the programs that draw."""
    if _UNABLE.search(error):
        raise SkipTest(error.strip())


def _format(arguments: tuple[str, ...]) -> str:
    if "-f" not in arguments:
        return "terminal"
    name = arguments[arguments.index("-f") + 1]
    return f"report {name}" if arguments[0] == "report" else name


def ran(case: Case, name: str = DESIGN) -> Ran:
    """What comes of a command line about a design, in this process. It finds no results of other runs."""
    return runs(case, name, 1)[0]


def runs(case: Case, name: str, times: int) -> list[Ran]:
    """The same several times, one after the other: what is kept between them is kept for these alone."""
    with (
        TemporaryDirectory() as folder,
        patch.dict(os.environ, XDG_CACHE_HOME=str(Path(folder) / "cache")),
        chdir(folder),
    ):
        Path(name).write_bytes(case.text.encode("utf-8", "replace"))
        return [_run(_given(case.arguments, name)) for _ in range(times)]


def _run(arguments: list[str]) -> Ran:
    output, error = io.StringIO(), io.StringIO()
    with redirect_stdout(output), redirect_stderr(error):
        code = main(arguments)
    return code, output.getvalue(), error.getvalue()


def _given(arguments: tuple[str, ...], name: str) -> list[str]:
    command, *more = arguments
    if command == "baseline":
        return [command, *more[:1], name, "--file", TARGET, *more[1:]]
    if command == "report" and "madr" in more:
        return [command, name, *more, "-o", TARGET]
    return [command, name, *more]
