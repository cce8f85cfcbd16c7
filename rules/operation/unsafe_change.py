"""A change goes out unchecked, or nobody rolls it back.

Reported when: the `rollout` of what deploys or configures components states `validates no` or `rollback none`.

Not reported when: it changes nothing of the design, or the `rollout` does not say; the open questions
(COV007) ask for that.

How to fix: check each change before it goes out (`validates yes`), and go back to the last good version when
the stage that is watched gets worse (`rollback auto`).

Why: most outages begin with a change. A check keeps the wrong ones in; a rollback ends the others in minutes
and needs nobody to find the cause first.

Source: B. Beyer and others, Site Reliability Engineering (2016), chapter 8, and The Site Reliability Workbook
(2018), chapter 16, on canarying; Ensuring rollback safety during deployments, Amazon Builders' Library.

Bad:

```design
component ship : deploy { rollout canary, all { bake 1h; rollback none } }
component links : service { deployed_by ship }
```

Good:

```design
component ship : deploy { rollout canary, all { bake 1h; validates yes; rollback auto } }
component links : service { deployed_by ship }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Step, edit, model, properties, rule
from designlint.api.text import listed

_REFERENCES = (
    (properties.component.CONFIGURED_BY, "is configured by"),
    (properties.component.DEPLOYED_BY, "is deployed by"),
)


@rule("OPS002", grade="risk", since="0.1")
def unsafe_change(facts: Facts) -> Iterator[Finding]:
    """One finding for each component whose changes are unchecked or stay."""
    for changer in facts.design.components.values():
        rollout = changer[properties.edge.ROLLOUT]
        if rollout is None:
            continue
        is_unchecked = rollout.detail(properties.edge.VALIDATES) is False
        stays = rollout.detail(properties.edge.ROLLBACK) == "none"
        if (is_unchecked or stays) and any(_references(facts, changer)):
            words = ["unchecked"] if is_unchecked else []
            yield _finding(facts, changer, [*words, *(["without a rollback"] if stays else [])])


def _references(facts: Facts, changer: model.Component) -> Iterator[tuple[model.Component, str]]:
    """The components that it changes, and how."""
    for component in facts.design.components.values():
        for key, words in _REFERENCES:
            if any(ref.path == changer.path for ref in component.value(key) or ()):
                yield component, words


def _finding(facts: Facts, changer: model.Component, how: list[str]) -> Finding:
    changed = list(_references(facts, changer))
    paths = list(dict.fromkeys(component.path for component, _ in changed))
    used = facts.design.flows_by_element
    rollout = changer[properties.edge.ROLLOUT]
    names = rollout.value if rollout is not None else ()
    stages = ", ".join(f'"{stage}"' for stage in names)
    line = f"rollout {stages} {{ bake 30min; validates yes; rollback auto }}"
    return Finding(
        f"changes of `{changer.path}` reach {listed(paths)} {' and '.join(how)}",
        Label(changer.span_of(properties.edge.ROLLOUT)),
        changer.path,
        secondary=tuple([Label(component.span) for component, _ in changed]),
        witness=tuple(
            [Step(f"`{c.path}` {words} `{changer.path}`", c.span) for c, words in changed]
        ),
        help=(edit(line),),
        flows=tuple(dict.fromkeys(flow for path in paths for flow in used.get(path, ()))),
    )
