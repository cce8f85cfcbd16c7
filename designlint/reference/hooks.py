"""The hooks of plugins, and how to write one."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from designlint import api, hookspecs, testing
from designlint.plugins import SLOW_RULE
from designlint.reference.entry import Entry, Page
from designlint.reference.markdown import block, code, codes, paragraphs, prose, table

RULE_EXAMPLE = '''
"""A component has no owner.

When it breaks, nobody knows whom to wake.

It is silent on what another company runs.

Source: our own on-call handbook.

Bad:

```design
component cart : service
```

Good:

```design
component cart : service { owner checkout }
```
"""

from designlint.api import Finding, Label, Severity, component_properties, hookimpl, rule


@rule("ACME001", severity=Severity.WARNING, since="1.0", name="acme-no-owner")
def no_owner(facts):
    """One finding for each component without an owner."""
    for path, component in facts.design.components.items():
        if component.kind in ("external", "third_party"):
            continue
        if component[component_properties.OWNER] is None:
            yield Finding(
                f"nobody answers for `{path}`",
                Label(component.span),
                path,
                help=("owner TEAM",),
            )


@hookimpl
def designlint_rules():
    return [no_owner]
'''
KIND_EXAMPLE = """
from designlint.api import Kind, Property, component_properties, hookimpl

PRECISION = Property("precision", "<share>", "The share of its answers that are right.")


@hookimpl
def designlint_kinds():
    common = {p.name: p for p in component_properties.EVERY_COMPONENT}
    properties = {**common, PRECISION.name: PRECISION}
    return [Kind("model_server", "Answers with a trained model.", properties, {})]
"""
METRIC_EXAMPLE = '''
"""The number of teams that answer for it.

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

from designlint.api import (
    Exactness,
    Interval,
    Measure,
    Metric,
    Missing,
    Step,
    Target,
    component_properties,
    hookimpl,
    measured,
)


def teams(facts, path):
    owner = facts.design.components[path][component_properties.OWNER]
    if owner is None:
        lacks = Missing(path, "owner", "owner TEAM")
        return Measure(Interval(0.0, float("inf")), Exactness.BOUND, missing=(lacks,))
    lines = (Step(f"{path}: {owner.value}", owner.span, "stated"),)
    return Measure(Interval(1.0, 1.0), Exactness.EXACT, lines)


TEAMS = Metric(
    name="teams",
    subjects=("component",),
    target=Target("number"),
    higher_is_better=False,
    doc=__doc__,
    judge=measured(teams),
)


@hookimpl
def designlint_metrics():
    return [TEAMS]
'''
TEST_EXAMPLE = """
from pathlib import Path

from designlint.testing import rule_problems

from acme_designlint import no_owner


def test_no_owner():
    assert rule_problems(no_owner, Path(__file__).with_name("no_owner.md")) == []
"""
_ENTRY_POINT = """
[project.entry-points.designlint]
acme = "acme_designlint"
"""


def hook_entries() -> list[Entry]:
    """An entry for each hook."""
    return [Entry("hook", name, _body(name, hook)) for name, hook in hooks().items()]


def hooks() -> dict[str, Callable[..., Any]]:
    """The functions of `hookspecs` that plugins may implement, by name."""
    marked = f"{hookspecs.PROJECT}_spec"
    functions = vars(hookspecs).items()
    return {n: f for n, f in functions if inspect.isfunction(f) and hasattr(f, marked)}


def hook_page() -> Page:
    """The page of hooks and plugins."""
    intro = paragraphs(
        inspect.cleandoc(hookspecs.__doc__ or "").split("\n\n", 1)[1],
        "The built-in rules are such a plugin; they have no other way in. A plugin that fails to "
        "load, or raises in a hook, is named as `INT001`, everything else still runs, and the exit "
        "code is 3. A code that two plugins use is the one's whose name comes first.",
    )
    writing = paragraphs(
        "## Writing a plugin",
        "A package names its module as an entry point of the group `designlint`:",
        block(_ENTRY_POINT, "toml"),
        "The module below is a complete plugin. A rule is a generator over facts: it yields a "
        "`Finding` for each place where something is wrong, and stays silent where a fact that it "
        "needs is missing. The docstring of the module is its documentation, which `designlint "
        "explain ACME001` shows; its first line is the summary. Codes are the plugin's own: a few "
        "letters and a number.",
        block(RULE_EXAMPLE, "python"),
        "A kind of component with a property of its own; the form of a property's value is written "
        "with the [values](language.md#values), in `<...>` and lower case:",
        block(KIND_EXAMPLE, "python"),
        "A metric is one object. Its documentation, the docstring of its module, has a design for each "
        "verdict, which the test kit runs (`metric_problems`). A metric that lacks something, or whose "
        "name is taken, is refused with all that is missing:",
        block(METRIC_EXAMPLE, "python"),
        "An option of a rule is a field of a frozen dataclass, made with `option`; it is configured "
        "under `options` in `designlint.yaml`, checked there, and shown on the rule's page. A rule "
        f"that takes long is named as `{SLOW_RULE.code}`.",
        "A plugin imports `designlint.api` and nothing else of designlint. It has:",
        _public(),
    )
    testing_ = paragraphs(
        "## Testing a rule",
        inspect.cleandoc(testing.__doc__ or "").split("\n\n", 1)[1],
        "`examples/plugin` is a whole package with a rule, an option, a kind, a fixture and this "
        "test:",
        block(TEST_EXAMPLE, "python"),
        table(("name of `designlint.testing`", "what it is"), _testing()),
    )
    entries = paragraphs(*(entry.section(2) for entry in hook_entries()))
    body = paragraphs(intro, entries, writing, testing_)
    return Page("hooks.md", "Hooks and plugins", "how to add rules, kinds and metrics", body)


def _body(name: str, hook: Callable[..., Any]) -> str:
    # Annotations are kept as text, which a signature shows in quotes.
    signature = str(inspect.signature(hook)).replace("'", "")
    return paragraphs(f"Form: {code(f'{name}{signature}')}", inspect.getdoc(hook) or "")


def _public() -> str:
    rows = [(code(name), _first_line(getattr(api, name))) for name in sorted(api.__all__)]
    return table(("name", "what it is"), rows)


def _testing() -> list[tuple[str, str]]:
    names = (
        testing.rule_problems, testing.metric_problems, testing.registry_with, testing.diagnose,
        testing.problems, testing.cases, testing.registry, testing.Case, testing.Expectation,
    )  # fmt: skip
    return [(code(thing.__name__), _first_line(thing)) for thing in names]


def _first_line(thing: object) -> str:
    """What something says about itself; of words, the words."""
    if isinstance(thing, tuple):
        return codes(map(str, thing))
    first = (inspect.getdoc(thing) or "").split("\n\n", 1)[0]
    return prose(first.replace("\n", " "))
