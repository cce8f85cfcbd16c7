"""What plugins add to what a requirement can measure, and why a metric that is not whole is refused."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from designlint.analyses.verdicts.verdicts import verdicts
from designlint.api import Facts, Metric, Step, Target, model, properties
from designlint.api.analyses import Exactness, Interval, Judgement, Measure, Missing, measured
from designlint.check import Checked, check
from designlint.config import Settings
from designlint.diagnostics.diagnostic import Diagnostic, advice
from designlint.language.project import load_text
from designlint.model.metric import COMPARISONS, IN_PLACE, YES_NO
from designlint.plugins.completeness import lacks
from designlint.registry import load_registry
from designlint.testing import diagnose, metric_problems, registry_with
from tests.plugins.fakes import Plugin, entry

TODAY = date(2026, 1, 1)
DOC = """
The number of teams that answer for what it calls.

Met: one team

```design
component shop : service { owner sales }
nonfunctional N "Few teams." { require teams of shop <= 1 }
```

Violated: a team where none is allowed

```design
component shop : service { owner sales }
nonfunctional N "No teams." { require teams of shop <= 0 }
```

Undecided: nobody answers for it

```design
component shop : service
nonfunctional N "Few teams." { require teams of shop <= 1 }
```
"""


def count_teams(facts: Facts, path: str) -> Measure:
    owner = facts.design.components[path][properties.component.OWNER]
    if owner is None:
        missing = (Missing(path, "owner", "owner sales"),)
        return Measure(Interval(0.0, 2.0), Exactness.BOUND, (), missing)
    return Measure(
        Interval(1.0, 1.0), Exactness.EXACT, (Step(f"{path}: 1 team", owner.span, "stated"),)
    )


TEAMS = Metric(
    name="teams",
    subjects=("component",),
    target=Target("number"),
    higher_is_better=False,
    doc=DOC,
    judge=measured(count_teams),
)


def checked(text: str, *metrics: Metric) -> Checked:
    registry = load_registry([entry("one", Plugin(metrics=metrics))])
    return check(load_text(text, "a.design"), registry, Settings(), TODAY)


def refusals(*metrics: object) -> list[str]:
    registry = load_registry([entry("one", Plugin(metrics=metrics))])
    assert all(failure.what == "plugin acme:one" for failure in registry.failures)
    return [failure.problem for failure in registry.failures]


def test_a_plugin_adds_a_metric() -> None:
    found = checked(
        'component shop : service { owner sales }\nnonfunctional N "n" { require teams of shop <= 1 }',
        TEAMS,
    )
    assert found.result.diagnostics == ()
    (verdict,) = found.facts[verdicts]
    assert verdict.claim.metric is TEAMS
    assert (verdict.status.value, verdict.judgement.value) == ("met", "1")


def test_without_the_plugin_the_word_is_unknown() -> None:
    text = 'component shop : service\nnonfunctional N "n" { require teams of shop <= 1 }'
    (shown,) = [d for d in checked(text).result.diagnostics if d.code == "LNG006"]
    assert shown.message == "unknown metric `teams`"


def test_a_whole_metric_has_nothing_wrong() -> None:
    assert lacks(TEAMS) == ()
    assert metric_problems(TEAMS) == []


def test_the_kit_reports_an_example_with_another_verdict() -> None:
    wrong = TEAMS._replace(doc=DOC.replace("shop <= 0", "shop <= 3"))
    assert metric_problems(wrong) == ["Violated: the claim is met, with 1"]
    nothing = TEAMS._replace(doc=DOC.replace("{ require teams of shop <= 0 }", "{ }"))
    (problem,) = metric_problems(nothing)
    assert problem == "Violated: the design needs exactly one claim, which is of the metric"


def test_what_a_metric_says_of_a_violated_claim_is_reported() -> None:
    """A proof, a suggestion and where it is reported, each of its own."""
    shown = TEAMS._replace(
        proof=lambda _world, verdict: (Step(f"proved of {verdict.claim.about}"),),
        suggestions=lambda _facts, claim: [advice(f"split {claim.about}")],
    )
    (found,) = violations(shown)
    assert [line.text for line in found.witness] == ["proved of shop"]
    assert tuple(map(str, found.help)) == (
        "no setting of the design helps; limiting factor: shop: 1 team (stated)",
        "split shop",
    )
    assert violations(TEAMS._replace(is_reported_at_cause=lambda _facts, _verdict: True)) == []


def violations(metric: Metric) -> list[Diagnostic]:
    """What the built-in rules report of a violated claim on a metric."""
    text = (
        "component shop : service { owner sales }\n"
        'nonfunctional N "n" { require teams of shop <= 0 }'
    )
    found = diagnose(text, given=registry_with(metrics=[metric]))
    return [diagnostic for diagnostic in found if diagnostic.code == "VER001"]


def _judge_of_nothing(facts: Facts, claim: model.Claim) -> Judgement:
    raise AssertionError("never asked")


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"name": "Teams"}, "its name is no word of lower-case letters, digits and `_`"),
        ({"name": ""}, "its name is no word of lower-case letters, digits and `_`"),
        ({"subjects": ()}, "no subjects"),
        (
            {"subjects": ("planet",)},
            "unknown subject `planet` (subjects are flow, component, data, place, everything)",
        ),
        ({"target": Target()}, "no target"),
        (
            {"target": Target("shares")},
            "unknown target `shares` (a dimension, `word`, or words behind `|`)",
        ),
        ({"target": Target("number", ("=>",))}, "unknown operator `=>`"),
        ({"target": IN_PLACE}, "no `example` of its target"),
        ({"target": Target("low|high")}, "no `example` of its target"),
        ({"aspects": ("at rest",)}, "the aspect `at rest` is no word"),
        ({"aspects": ("percentile", "mean")}, "other aspects beside `percentile`"),
        ({"judge": Metric("x").judge}, "no `judge`"),
        ({"judge": "judge"}, "`judge` is no function"),
        ({"levers": None}, "`levers` is no function"),
        ({"doc": DOC.replace("calls.", "calls", 1)}, "its documentation begins with no sentence"),
        (
            {"doc": DOC.replace("Undecided:", "Open:")},
            "no example under `Undecided:` in its documentation",
        ),
        (
            {"doc": DOC + DOC.partition("calls.")[2]},
            "more than one example under `Met:` in its documentation; more than one example under "
            "`Violated:` in its documentation; more than one example under `Undecided:` in its "
            "documentation",
        ),
    ],
)
def test_a_metric_that_lacks_something_is_refused_with_what_it_lacks(
    changes: dict[str, Any], missing: str
) -> None:
    metric = TEAMS._replace(**changes)
    assert refusals(metric) == [f"its metric `{metric.name}` is not whole: {missing}"]


def test_a_name_that_is_taken_is_refused() -> None:
    assert refusals(TEAMS._replace(name="latency")) == [
        "its metric `latency` is already one of designlint"
    ]


def test_all_that_is_missing_is_reported_at_once() -> None:
    (problem,) = refusals(Metric("teams"))
    assert problem == (
        "its metric `teams` is not whole: no subjects; no target; no `judge`; "
        "no documentation (`doc`); no example under `Met:` in its documentation; "
        "no example under `Violated:` in its documentation; "
        "no example under `Undecided:` in its documentation"
    )


def test_what_is_no_metric_is_refused() -> None:
    assert refusals("teams") == ["its metric 'teams' is no Metric"]


def test_a_refusal_names_the_plugin_and_the_rest_runs() -> None:
    text = "component shop : service { replicas 2 }\n"
    diagnostics = checked(text, Metric("teams")).result.diagnostics
    (shown,) = [d for d in diagnostics if d.code == "INT001"]
    assert shown.message.startswith("plugin acme:one failed: its metric `teams` is not whole: ")


def test_of_two_plugins_with_one_metric_the_first_by_name_has_it() -> None:
    second = TEAMS._replace(judge=_judge_of_nothing)
    entries = [entry("b", Plugin(metrics=[second])), entry("a", Plugin(metrics=[TEAMS]))]
    registry = load_registry(entries)
    assert registry.metrics["teams"] is TEAMS
    (failure,) = registry.failures
    assert failure.what == "plugin acme:b"
    assert failure.problem == "its metric `teams` is already one of acme:a"


def test_a_metric_may_ask_yes_or_no_or_for_a_place() -> None:
    assert lacks(TEAMS._replace(target=YES_NO)) == ()
    assert lacks(TEAMS._replace(target=IN_PLACE, example="eu")) == ()
    assert lacks(TEAMS._replace(target=Target("low|high", COMPARISONS), example="low")) == ()


def test_a_place_of_any_level_may_be_what_is_measured() -> None:
    of_places = TEAMS._replace(subjects=("place", "component"))
    text = "provider cloud { region north { zone a } }\nactor visitor\n"
    for place in ("cloud", "north", "north.a"):
        found = checked(f'{text}nonfunctional N "n" {{ require teams of {place} <= 1 }}', of_places)
        (claim,) = found.facts.design.requirements["N"].claims
        assert claim.about.endswith(place)
    refused = checked(f'{text}nonfunctional N "n" {{ require teams of visitor <= 1 }}', of_places)
    (shown,) = [d for d in refused.result.diagnostics if d.code == "LNG009"]
    assert shown.message == "teams is measured of a place or a component; `visitor` is an actor"


def test_a_metric_that_raises_is_named_and_leaves_its_claim_undecided() -> None:
    def raising(facts: Facts, claim: model.Claim) -> Judgement:
        raise LookupError(f"no team of {claim.about}")

    text = (
        "component shop : service { owner sales; replicas 2 }\n"
        'nonfunctional N "n" { require teams of shop <= 1; require teams of shop <= 2 }\n'
        'nonfunctional M "m" { require availability of shop >= 50% }\n'
    )
    result = checked(text, TEAMS._replace(judge=raising)).result
    (shown,) = [d for d in result.diagnostics if d.code == "INT001"]
    assert shown.message == "metric teams of acme:one failed: LookupError: no team of shop"
    assert (result.broken, result.tally.met_on_assumptions, result.tally.undecided) == (True, 1, 1)


def loaded(command: Iterable[str]) -> set[str]:
    """The modules of designlint that a command has loaded when it ends."""
    code = (
        "import sys; from designlint.cli import main; main(sys.argv[1:]); "
        "print(*[m for m in sys.modules if m.startswith('designlint.')], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *command], capture_output=True, text=True, check=True
    )
    return set(done.stderr.split())


def test_the_layout_of_a_file_takes_no_analysis() -> None:
    modules = loaded(["format", "--check", "examples/shortlink.design"])
    assert "designlint.language.format.layout" in modules
    assert not any(m.startswith("designlint.metrics") for m in modules)
    assert "designlint.analyses.graph.graph" not in modules
    analyses = {m.split(".")[2] for m in modules if m.startswith("designlint.analyses.")}
    assert analyses <= {"facts", "graph", "judgement", "measure", "verdicts", "worlds"}
