"""The hooks of plugins, and how to write one."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from types import ModuleType
from typing import Any

from designlint import api, testing
from designlint.api import analyses, model, properties, text
from designlint.plugins import hookspecs
from designlint.reference.answers import answers
from designlint.reference.entry import Entry, Page
from designlint.reference.markdown import block, code, codes, paragraphs, prose, table
from designlint.registry import SLOW_RULE

PUBLIC = (api, model, properties, analyses, text)
"""The modules that a plugin may import, the most important first."""
NUMBERS = {
    "FULL": "The utilisation above which a component is overloaded: 1, with a tolerance for rounding."
}
"""What public numbers mean, which cannot have a docstring."""
RULE_EXAMPLE = '''
"""A component has no owner.

Reported when: a component declares no `owner`.

Not reported when: another company runs it.

How to fix: name the team that is on call for it (`owner TEAM`).

Why: when it fails, the alert has to reach a team.

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

from designlint.api import Finding, Label, edit, hookimpl, properties, rule


@rule("ACME001", grade="risk", since="1.0", name="acme-no-owner")
def no_owner(facts):
    """One finding for each component without an owner."""
    for path, component in facts.design.components.items():
        if component.is_external:
            continue
        if component[properties.component.OWNER] is None:
            yield Finding(
                f"`{path}` has no owner",
                Label(component.span),
                path,
                help=(edit("owner TEAM"),),
            )


@hookimpl
def designlint_rules():
    return [no_owner]
'''
KIND_EXAMPLE = """
from designlint.api import Kind, Property, Role, hookimpl, properties

PRECISION = Property("precision", "<share>", "The share of its answers that are right.")


@hookimpl
def designlint_kinds():
    common = {p.name: p for p in properties.component.EVERY_COMPONENT}
    return [
        Kind(
            "model_server",
            "Answers with a trained model.",
            properties={**common, PRECISION.name: PRECISION},
            assumed={},
            roles=frozenset({Role.APPLICATION}),
            like="service",
        )
    ]
"""
LIKE_EXAMPLE = """
from designlint.api import Property, hookimpl, kind_like

SEALED = Property("sealed", "<yes_no>", "Whether an entry can be proved to be unchanged.")


@hookimpl
def designlint_kinds():
    return [kind_like("database", "ledger", "Keeps entries that are only ever added.", SEALED)]
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

Undecided: no owner is declared

```design
component shop : service
nonfunctional N "Few teams." { require teams of shop <= 1 }
```
"""

from designlint.api import Metric, Step, Target, hookimpl, properties
from designlint.api.analyses import Exactness, Interval, Measure, Missing, measured


def teams(facts, path):
    owner = facts.design.components[path][properties.component.OWNER]
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
        "The built-in rules are such a plugin and are loaded in the same way. A plugin that fails to "
        "load, or raises in a hook, is reported as `INT001`; everything else still runs, and the exit "
        "code is 3. Where two plugins use the same code, the plugin whose name sorts first keeps it.",
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
        "Analyses and rules do not know the names of kinds. They ask for [roles](kinds.md#roles): a "
        "component of a kind with `Role.STORE` is treated as a store, a component without any role "
        "is treated as a program with no special behaviour. With `like`, the technologies of an "
        "existing kind fit the new kind, too, because the catalogue lists technologies by kind and "
        "not by role. `kind_like` makes a kind that equals a built-in kind in everything but its "
        "name:",
        block(LIKE_EXAMPLE, "python"),
        "A metric is one object. Its documentation, the docstring of its module, has a design for each "
        "verdict, which the test kit runs (`metric_problems`). A metric that lacks something, or whose "
        "name is taken, is refused with all that is missing:",
        block(METRIC_EXAMPLE, "python"),
        "An option of a rule is a field of a frozen dataclass, made with `option`; it is configured "
        "under `options` in `designlint.yaml`, checked there, and shown on the rule's page. A slow "
        f"rule is reported as `{SLOW_RULE.code}`.",
        "A plugin imports `designlint.api` and its modules, and nothing else of designlint. Stable "
        "modules change as the [deprecation policy](deprecation.md) says; provisional modules may change in "
        "any minor version, and the changelog says so.",
        _public(),
    )
    testing_ = paragraphs(
        "## Testing a rule",
        inspect.cleandoc(testing.__doc__ or "").split("\n\n", 1)[1],
        "`examples/plugin` is a whole package with a rule, an option, two kinds, a fixture and this "
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
    """The names of each module of the public surface."""
    return paragraphs(*[_module(module) for module in PUBLIC])


def _module(module: ModuleType) -> str:
    rows = [
        (code(name), NUMBERS.get(name) or _first_line(getattr(module, name)))
        for name in sorted(module.__all__)
    ]
    first, *rest = inspect.cleandoc(module.__doc__ or "").split("\n\n")
    stability = f"Since {module.__since__}, {module.__stability__}."
    found = [(code(way), _first_line(answer)) for way, answer in answers(module)]
    more = (table(("of a result", "what it answers"), found),) if module is analyses else ()
    return paragraphs(
        f"### {module.__name__}",
        prose(first.replace("\n", " ")),
        *rest,
        stability,
        table(("name", "what it is"), rows),
        *more,
    )


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
