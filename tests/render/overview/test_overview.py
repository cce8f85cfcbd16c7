"""What `check` prints by default: worst first, three screens at the most, the requirements at the end."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from designlint.diagnostics.diagnostic import (
    Breach,
    Diagnostic,
    Label,
    Severity,
    Step,
    advice,
    edit,
)
from designlint.diagnostics.result import Result, Standing, Tally
from designlint.render.cells import width
from designlint.render.overview.order import Rank, alike, rank_of, worst_first
from designlint.render.overview.overview import LINES, SCREEN, render
from designlint.render.wrap import fitted_end
from tests.render.cases import LNG, SHORTLINK, SPF, VER, at
from tests.snapshot import check

SNAPSHOTS = Path(__file__).parent / "snapshots"
BREAKING = SPF._replace(
    breaks=(Breach("NFR2", at(SHORTLINK, "NFR2")),), rule="spof-single-replica", owner="team-links"
)
TIMEOUT = Diagnostic(
    "RES032", Severity.WARNING, "`gate` waits for `links` without a timeout", SPF.primary,
    help=(edit("gate -> links { timeout 1s }", sample=True), advice("bound the wait")), rule="missing-timeout",
)  # fmt: skip
INFO = Diagnostic("COV007", Severity.INFO, "the design leaves 3 questions open", SPF.primary)
STANDINGS = (
    Standing("NFR1", "availability of follow >= 99.9%", "met", "99.95%", "+0.05 percentage points"),
    Standing("NFR2", "latency p99 of follow <= 100ms", "violated", "240ms", "-140ms"),
    Standing(
        "NFR3", "rpo of link <= 0s", "undecided", "unknown", needs=("replication of `store`",)
    ),
)
RESULT = Result((INFO, VER, TIMEOUT, BREAKING, LNG), 1, Tally(1, 1, 1), standings=STANDINGS)


def shown(result: Result, width: int = 100, **options: bool) -> str:
    return render(result, width=width, colour=False, seconds=None, **options)


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_an_overview_looks_like_this(width: int) -> None:
    check(SNAPSHOTS / f"overview.{width}.txt", shown(RESULT, width))


@pytest.mark.parametrize("room", [1, 8, 20])
def test_of_a_place_the_end_is_kept(room: int) -> None:
    kept = fitted_end("a/long/way/to/the.design:12:3", room)
    assert width(kept) == room
    assert "a/long/way/to/the.design:12:3".endswith(kept[1:])
    assert fitted_end("the.design:1:2", 20) == "the.design:1:2"


def test_the_worst_comes_first() -> None:
    assert worst_first(RESULT.diagnostics) == [LNG, BREAKING, TIMEOUT, VER, INFO]
    assert rank_of(TIMEOUT._replace(breaks=BREAKING.breaks)) is Rank.BREAKING_WARNING
    (one,) = alike([TIMEOUT, TIMEOUT._replace(breaks=BREAKING.breaks)])[:1]
    assert (one.rank, one.repeats) == (Rank.BREAKING_WARNING, ())


def test_quiet_leaves_the_summary_out() -> None:
    assert shown(RESULT).startswith(shown(RESULT, quiet=True).rstrip())
    assert "requirements" not in shown(RESULT, quiet=True)
    assert shown(Result((), 1), quiet=True) == ""


def many(findings: int, claims: int) -> Result:
    """A large run: findings of ten rules, half of which break a requirement, and violated claims."""
    found = [
        BREAKING._replace(
            code=f"SPF{n % 10:03}",
            message=f"`part_{n}` stops the flow",
            breaks=BREAKING.breaks if n % 2 else (),
            severity=Severity.ERROR if n % 3 else Severity.WARNING,
            witness=(Step("why"),) * 5,
        )
        for n in range(findings)
    ]
    standings = [
        Standing(f"NFR{n}", f"availability of f{n} >= 99.9%", "met" if n % 3 else "violated", "99%")
        for n in range(claims)
    ]
    return Result(tuple(found), 1, Tally(claims), standings=tuple(standings))


@pytest.mark.parametrize("findings", [1, 20, 60, 1000])
@pytest.mark.parametrize("claims", [0, 3, 60])
@pytest.mark.parametrize("width", [60, 100])
def test_it_fits_three_screens(findings: int, claims: int, width: int) -> None:
    lines = shown(many(findings, claims), width).splitlines()
    assert len(lines) <= LINES
    assert all(len(line) <= width for line in lines)
    if claims:
        assert any("NFR0" in line for line in lines[:SCREEN])
        assert any("violated" in line and "NFR0" in line for line in lines[-10:])


@pytest.mark.parametrize("findings", [20, 60, 300])
def test_each_finding_is_shown_or_counted(findings: int) -> None:
    text = shown(many(findings, 3), 200)
    named = len(re.findall(r"`part_\d+` stops", text))
    counted = sum(map(int, re.findall(r"and (\d+) more (?:of|findings)", text)))
    assert named + counted == findings


def test_what_is_asked_of_a_requirement_is_never_cut_before_its_subject() -> None:
    long = Standing("NFR1", f"availability of {'x' * 90} >= 99.9%", "violated", "99%", "-0.9")
    lines = shown(Result((), 1, Tally(0, 1), standings=(long,)), 80).splitlines()
    assert [line.strip() for line in lines[3:5]] == [">= 99.9%", "99%  (-0.9)"]
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_value_that_decides_is_never_cut(width: int) -> None:
    value = "0s, unless region `aws.eu-west` and the provider are lost"
    one = Standing("NFR4", "rpo of link in the catalogue <= 0s", "violated", value, "-3 h")
    text = shown(Result((), 1, Tally(0, 1), standings=(one,)), width)
    assert f"{value} (-3 h)" in " ".join(text.split())
    assert max(map(len, text.splitlines())) <= width


def test_a_finding_without_help_shows_its_place() -> None:
    bare = Diagnostic("A1", Severity.ERROR, "m", Label(at(SHORTLINK, "gate")))
    assert shown(Result((bare,), 1), quiet=True) == "error[A1]: m\n  --> shortlink.design:12:11\n"


def test_changes_that_help_together_are_shown_together() -> None:
    finding = TIMEOUT._replace(
        help=(
            advice("for `NFR1`: no single change is enough; these two together are:"),
            edit("replicas 2", note="for `NFR1`"),
            edit("failover auto 30s"),
        )
    )
    text = shown(Result((finding,), 1), 200)
    assert "these two together are: replicas 2 and failover auto 30s\n" in text


def test_facts_decide_the_requirements_that_lack_them() -> None:
    wider = Standing("NFR4", "latency p99 of follow <= 1s", "undecided", "at least 40ms")
    text = shown(RESULT._replace(standings=(*STANDINGS, wider)))
    assert "to decide `NFR3`: declare replication of `store`" in text
