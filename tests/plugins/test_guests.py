"""Plugins that misbehave: each is named by INT001, everything else is reported, and what they print is no
output of ours."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NoReturn

import pytest

from designlint.api import Facts, Finding, Label, Severity, rule
from designlint.base.source import Source, Span
from designlint.check import Checked, check
from designlint.config import Settings
from designlint.diagnostics.diagnostic import Edit, Fix, Help, Step
from designlint.language.project import load_text
from designlint.registry import load_registry
from tests.plugins import test_supervisor
from tests.plugins.fakes import Plugin, entry, flagging
from tests.plugins.test_metrics import TEAMS

DESIGN = (
    "component shop : service { replicas 2; owner sales }\n"
    'nonfunctional N "Few teams." { require teams of shop <= 1 }\n'
)
UNIX = pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
ELSEWHERE = Source("other.design", "component other : service")


class Stop(BaseException):
    """What no `except Exception` catches."""


class MuteError(Exception):
    """An error that cannot be shown."""

    def __str__(self) -> str:
        raise ValueError("no words")


class Sly:
    """An object that leaves the process when it is looked at."""

    def __repr__(self) -> str:
        sys.exit(0)


def checked(*plugins: Any) -> Checked:
    """The test's design, checked with a good plugin and the others."""
    good = entry(
        "good", Plugin(rules=[flagging("GOOD001", "good-flagging")], metrics=[TEAMS]), "good"
    )
    others = [entry(f"p{n}", plugin) for n, plugin in enumerate(plugins)]
    return check(
        load_text(DESIGN, "a.design"), load_registry([good, *others]), Settings(), date(2026, 1, 1)
    )


def problem(*plugins: Any) -> str:
    """What the one INT001 says; the findings of the others are complete."""
    result = checked(*plugins).result
    assert [d.code for d in result.diagnostics if d.code == "GOOD001"] == ["GOOD001"]
    assert result.broken
    (broken,) = [d for d in result.diagnostics if d.code == "INT001"]
    return broken.message


def yielding(make: Callable[[Any], Any]) -> Plugin:
    """A plugin whose rule yields what is made of the finding of a good one."""

    @rule("ACME001", severity=Severity.WARNING, since="1.0", name="acme-yielding")
    def found(facts: Facts) -> Any:
        shop = facts.design.components["shop"]
        yield make(Finding("fine", Label(shop.span), "shop"))

    return Plugin(rules=[found])


def doing(action: Callable[[], Any]) -> Plugin:
    """A plugin whose rule does something and finds nothing."""

    @rule("ACME001", severity=Severity.WARNING, since="1.0", name="acme-doing")
    def done(_: Facts) -> Iterator[Finding]:
        action()
        yield from ()

    return Plugin(rules=[done])


def raised(error: BaseException) -> Callable[[], NoReturn]:
    def action() -> NoReturn:
        raise error

    return action


RAISED = [
    (SystemExit(0), "it raised SystemExit: 0"),
    (SystemExit(), "it raised SystemExit"),
    (GeneratorExit(), "it raised GeneratorExit"),
    pytest.param(KeyboardInterrupt(), "it raised KeyboardInterrupt", marks=UNIX),
    (Stop("now"), "it raised Stop: now"),
    (MuteError(), "MuteError"),
    (RecursionError("deep"), "RecursionError: deep"),
    (MemoryError(), "MemoryError"),
    (StopIteration(), "RuntimeError: generator raised StopIteration"),
    (ValueError("one\ntwo"), "ValueError: one two"),
]


@pytest.mark.parametrize(("error", "words"), RAISED)
def test_whatever_a_rule_raises_is_contained(error: BaseException, words: str) -> None:
    assert problem(doing(raised(error))).endswith(f"failed: {words}")


def _at(span: Any) -> Callable[[Finding], Finding]:
    return lambda good: good._replace(at=Label(span))


def _span(start: Any, end: Any) -> Callable[[Finding], Finding]:
    return lambda good: good._replace(at=Label(Span(good.at.span.source, start, end)))


def _fix(start: int, end: int) -> Callable[[Finding], Finding]:
    return lambda good: good._replace(
        fix=Fix("fix", (Edit(Span(good.at.span.source, start, end), ""),), True)
    )


class Text(str):
    """A text that leaves the process when it is looked at."""

    __slots__ = ()

    def strip(self, _: str | None = None) -> NoReturn:
        sys.exit(0)


YIELDED: list[tuple[Callable[[Any], Any], str]] = [
        (lambda _: None, "it yields a NoneType, not a Finding"),
        (lambda _: "text", "it yields a str, not a Finding"),
        (lambda _: Sly(), "it yields a Sly, not a Finding"),
        (tuple, "it yields a tuple, not a Finding"),
        (lambda good: good._replace(message=None), "the `message` of a finding is a NoneType, not text"),
        (lambda good: good._replace(message=b"x"), "the `message` of a finding is a bytes, not text"),
        (lambda good: good._replace(message=" "), "the `message` of a finding is empty"),
        (lambda good: good._replace(element=7), "the `element` of a finding is an int, not text"),
        (lambda good: good._replace(at=good.at.span), "the `at` of a finding is a Span, not a Label"),
        (_at(None), "the `at` of a finding is at a NoneType, not a Span"),
        (_at(Span(ELSEWHERE, 0, 3)), "a finding is `at` a place that is in none of the design's files"),
        (_span(-5, 3), "the `at` of a finding is at -5 to 3, outside of its file"),
        (_span(0, 10**9), "the `at` of a finding is at 0 to 1000000000, outside of its file"),
        (_span(9, 3), "the `at` of a finding is at 9 to 3, outside of its file"),
        (_span(0.0, 3.5), "the `at` of a finding is at 0.0 to 3.5, which are no numbers"),
        (lambda good: good._replace(help=["x"]), "the `help` of a finding is a list, not a tuple"),
        (lambda good: good._replace(help=("x",)), "the `help` of a finding has a str, not a Help"),
        (lambda good: good._replace(help=(Help(None),)), "the `help` of a finding is a NoneType, not text"),  # type: ignore[arg-type]
        (lambda good: good._replace(witness=("x",)), "the `witness` of a finding has a str, not a Step"),
        (lambda good: good._replace(witness=(Step("x", depth=-1),)), "a step of the `witness` has the depth -1"),
        (lambda good: good._replace(breaks="N"), "the `breaks` of a finding is a str, not a tuple"),
        (lambda good: good._replace(breaks=(1,)), "the `breaks` of a finding has an int, not text"),
        (lambda good: good._replace(grade="worst"), "the `grade` of a finding is a str"),
        (lambda good: good._replace(fix="x"), "the `fix` of a finding is a str, not a Fix"),
        (_fix(0, 10**9), "the `fix` of a finding is at 0 to 1000000000, outside of its file"),
        (
            lambda good: good._replace(fix=Fix("fix", (Edit(Span(ELSEWHERE, 0, 3), ""),), True)),
            "the `fix` of a finding edits what is none of the design's files",
        ),
        (lambda good: good._replace(message=Text("x")), "the `message` of a finding is a Text, not text"),
        (lambda good: good._replace(message="x" * 10**6), "the `message` of a finding has more than 10_000 characters"),
        (lambda good: good._replace(breaks=("N",) * 10**5), "the `breaks` of a finding has more than 1_000 parts"),
        (lambda good: type("Mine", (Finding,), {})(*good), "it yields a Mine, not a Finding"),
        (_span(False, True), "the `at` of a finding is at False to True, which are no numbers"),
    ]  # fmt: skip


@pytest.mark.parametrize(("make", "words"), YIELDED)
def test_what_is_no_finding_is_refused(make: Callable[[Any], Any], words: str) -> None:
    assert problem(yielding(make)).endswith(f"failed: {words}")


HOOKS = ["rules", "kinds", "metrics", "formats", "importers", "technologies"]


@pytest.mark.parametrize("hook", HOOKS)
def test_whatever_a_plugin_does_when_it_is_asked_is_contained(hook: str) -> None:
    assert "it raised SystemExit: 0" in problem(Plugin(**{hook: SystemExit(0)}))
    assert "it raised SystemExit: 0" in problem(Plugin(**{hook: [Sly()]}))


def test_a_plugin_that_leaves_while_it_is_loaded_is_contained() -> None:
    assert problem(SystemExit(0)).endswith("failed: it raised SystemExit: 0")


JUDGED: list[tuple[Callable[..., Any], str]] = [
    (lambda *_: sys.exit(0), "it raised SystemExit: 0"),
    (lambda *_: None, "no Judgement"),
    (lambda *_: float("nan"), "no Judgement"),
]


@pytest.mark.parametrize(("judge", "words"), JUDGED)
def test_a_metric_that_misbehaves_leaves_its_claims_undecided(judge: Any, words: str) -> None:
    ours = TEAMS._replace(judge=judge)
    registry = load_registry([entry("p", Plugin(metrics=[ours]))])
    result = check(load_text(DESIGN, "a.design"), registry, Settings(), date(2026, 1, 1)).result
    (broken,) = [d for d in result.diagnostics if d.code == "INT001"]
    assert words in broken.message
    assert result.tally.undecided == 1


def endless(good: Finding) -> Iterator[Finding]:
    while True:
        yield good


def deep(depth: int) -> int:
    return deep(depth + 1)


def test_a_rule_that_finds_too_much_is_cut_off() -> None:
    @rule("ACME001", severity=Severity.WARNING, since="1.0", name="acme-endless")
    def found(facts: Facts) -> Any:
        yield from endless(Finding("again", Label(facts.design.components["shop"].span), "shop"))

    assert problem(Plugin(rules=[found])).endswith("failed: it yields more than 10_000 findings")


def test_a_rule_that_calls_itself_without_end_is_contained() -> None:
    assert "RecursionError" in problem(doing(lambda: deep(0)))


def _emptied(facts: Facts) -> None:
    facts.design.components.clear()  # type: ignore[attr-defined]


def _renamed(facts: Facts) -> None:
    facts.design.components["other"] = facts.design.components["shop"]  # type: ignore[index]


def _replaced(facts: Facts) -> None:
    object.__setattr__(facts.design, "components", {})


CHANGES = [_emptied, _renamed, _replaced]


@pytest.mark.parametrize("change", CHANGES)
def test_a_rule_that_changes_the_design_changes_it_for_nobody(
    change: Callable[[Facts], None],
) -> None:
    @rule("ACME001", severity=Severity.WARNING, since="1.0", name="acme-changing")
    def found(facts: Facts) -> Any:
        change(facts)
        yield from ()

    words = "failed: it changed the `components` of the design"
    assert problem(Plugin(rules=[found])).endswith(words)


ALONE = ("findings without end", "calls without end", "time without end", "printing")
MISBEHAVIOURS = [*RAISED, *YIELDED, *HOOKS, *HOOKS, *JUDGED, *CHANGES, *test_supervisor.HOW, *ALONE]
"""All that plugins do here."""


@pytest.mark.skipif(not hasattr(__import__("signal"), "setitimer"), reason="needs timers")
def test_a_rule_that_does_not_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("designlint.check.LIMIT", 0.2)
    assert problem(doing(lambda: time.sleep(60))).endswith("failed: it did not end within 0.2 s")


def test_what_a_rule_prints_is_no_output_of_ours(capsys: pytest.CaptureFixture[str]) -> None:
    checked(doing(lambda: sys.stdout.write("hello\n")))
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", "hello\n")


@UNIX
def test_an_interrupt_of_the_user_passes() -> None:
    # Whoever runs the tests in the background may have it ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            checked(doing(lambda: signal.raise_signal(signal.SIGINT)))
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)
