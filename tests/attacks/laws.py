"""What holds of every text: it is read, laid out and checked without an error of ours, in time, and twice alike."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from traceback import extract_tb
from typing import TypeVar

from designlint.base.source import Source
from designlint.check import check
from designlint.config import ConfigError, Settings
from designlint.config.nodes import read_yaml
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.language.format import format_source
from designlint.language.project import load_text
from designlint.language.texts import Unreadable, decode
from designlint.testing import TODAY, registry
from tests.attacks.attack import Case
from tests.fix.test_fixes import fixed
from tests.fix.test_slips import lost
from tests.format.test_any_design import comments, is_tidy
from tests.language.reading import read

T = TypeVar("T")

NAME = "x.design"
SECONDS, SECONDS_EACH = 1.0, 1e-5
"""Processor time that a text may take, and more for each character: one second for 100 kB."""


def in_time(text: str, work: Callable[[], T]) -> T:
    """What some work gives, which takes no longer than a text of that length may."""
    most = SECONDS + SECONDS_EACH * len(text)
    made, took = _timed(work)
    if took > most:  # Python may just have looked through all of its memory
        made, took = _timed(work)
    assert took <= most, f"it took {took:.1f} s"
    return made


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    start = time.process_time()
    return work(), time.process_time() - start


def is_read_and_laid_out(case: Case) -> None:
    """The reader reports inside of the text; the layout is settled, and keeps meaning and comments."""
    text = case.text
    reported, _ = in_time(text, lambda: read(text, NAME))
    for one in reported:
        _is_inside(one, text)
    first = in_time(text, lambda: format_source(Source(NAME, text)))
    if first.diagnostics:
        assert first.text == text
    elif first.text != text:  # the formatter itself has compared what both mean
        again = format_source(Source(NAME, first.text))
        assert not again.diagnostics
        assert again.text == first.text, "the layout is not settled"
        assert comments(first.text) == comments(text), "a comment is lost"
        is_tidy(first.text)


def is_checked(case: Case) -> None:
    """A check has no error of ours and says the same twice."""
    text = case.text
    found = in_time(text, lambda: _reported(text))
    for one in found:
        assert not one.code.startswith("INT"), one.message
        _is_inside(one, text)
    assert _shown(found) == _shown(_reported(text)), "two runs differ"


def is_fixed(case: Case) -> None:
    """Fixes come to an end and lose nothing that the author wrote."""
    for unsafe in (False, True):
        after = fixed(case.text, unsafe=unsafe)
        assert lost(case.text, after) == []
        assert fixed(after, unsafe=unsafe) == after, "fixes do not end"


def is_decoded(case: Case) -> None:
    """Any bytes are text, or it is said why not; here each character is one byte."""
    found = decode(case.text.encode("latin-1"))
    assert isinstance(found, Unreadable) or "\r" not in found


def is_a_configuration(case: Case) -> None:
    """Any text is a tree of YAML, or one mistake that stands inside of it."""
    source = Source("designlint.yaml", case.text)
    try:
        in_time(case.text, lambda: read_yaml(source))
    except ConfigError as error:
        for one in error.diagnostics:
            _is_inside(one, case.text)


def _reported(text: str) -> list[Diagnostic]:
    result = check(load_text(text, NAME), registry(), Settings(), TODAY).result
    # A slow rule is one on a busy machine, too.
    return [one for one in result.diagnostics if one.code != "INT002"]


def _shown(found: list[Diagnostic]) -> list[tuple[str, str, int]]:
    return [(one.code, one.message, one.primary.span.start) for one in found]


def _is_inside(one: Diagnostic, text: str) -> None:
    for label in (one.primary, *one.secondary):
        span = label.span
        assert 0 <= span.start <= span.end <= len(span.source.text), f"{one.code} is outside"
    assert one.message.strip()
    assert one.primary.span.position.line <= text.count("\n") + 1


def place_of(error: BaseException) -> str:
    """The line that raised an error: what breaks at one place is one problem."""
    frame = extract_tb(error.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"


def problem_of(error: BaseException) -> str:
    """What an input broke, in one line: the error and where it came from."""
    said = str(error).split("\n")[0][:200].encode("utf-8", "replace").decode()
    return f"{type(error).__name__}: {said} at {place_of(error)}"
