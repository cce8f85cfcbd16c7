"""Users wait for work that can be done after the answer.

Reported when: a request of a user waits for a component or an external system that sends mail, SMS or
notifications, by its name or title, in a flow that is not about that; or for a component whose
`processing_time` is ten seconds or more.

Not reported when: the call is asynchronous (`~>`), the flow goes on without it (`optional`, `or else`), or
its name or the requirement that it serves speaks of the mail.

How to fix: hand the work to a queue (`shop ~> jobs`) and answer; for work that the user needs, answer with a
number to ask for the result.

Why: the slowest and least available part decides how fast and how often the flow works. A mail that is a
minute late harms nobody, and an order that fails because of the mail does.

Source: G. Hohpe and B. Woolf, Enterprise Integration Patterns (2003), on messaging; Asynchronous Request-Reply
and Queue-Based Load Leveling, Azure Architecture Center.

Bad:

```design
actor visitor
component shop : service
external mail "Mail of the bank"
flow order { visitor -> shop -> mail }
```

Good:

```design
actor visitor
component shop : service
component jobs : queue
component mailer : worker
external mail "Mail of the bank"
flow order { visitor -> shop ~> jobs }
flow send { jobs ~> mailer -> mail }
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Role, Step, edit, model, properties, rule
from designlint.api.analyses import flow_graphs, hard_dependencies
from designlint.api.text import listed, show

_SENDS = frozenset(
    ("email", "emails", "mail", "mailer", "mails", "newsletter", "newsletters", "notification",
     "notifications", "notifier", "sms", "smtp")
)  # fmt: skip
"""Words for what sends a message to people that they read later."""
_PLAIN = frozenset(
    ("api", "app", "gateway", "job", "provider", "sender", "server", "service", "svc", "system", "worker")
)  # fmt: skip
"""Words behind those in a name that say nothing of the work."""
_KEEPS = (
    Role.STORE, Role.CACHE, Role.BROKER, Role.ROUTER, Role.IDENTITY_PROVIDER, Role.OBSERVER, Role.CLIENT,
)  # fmt: skip
_LONG = 10.0
"""Seconds that no user should wait."""


@rule("ARC009", grade="minor", since="0.1")
def awaited_side_work(facts: Facts) -> Iterator[Finding]:
    """One finding for each component whose work users wait for in vain."""
    found: dict[str, dict[str, model.Step]] = {}
    for path, graph in facts[flow_graphs].items():
        for step in graph.flow.steps if graph.is_user_facing else ():
            callee = facts.design.components.get(step.callee.path)
            if callee is None or callee.plays(*_KEEPS):
                continue
            is_aside = _is_long(callee) or (_sends(callee) and not _is_about(facts, graph.flow))
            if is_aside and facts[hard_dependencies][path].stops_flow(step):
                found.setdefault(callee.path, {}).setdefault(path, step)
    for awaited, steps in found.items():
        yield _finding(facts.design.components[awaited], steps)


def _is_long(component: model.Component) -> bool:
    """Whether one piece of its work takes longer than a user waits."""
    takes = component.value(properties.component.PROCESSING_TIME)
    return takes is not None and takes.value >= _LONG


def _sends(component: model.Component) -> bool:
    """Whether its name, or the first word of its title, says that it sends what people read later: a mail
    service does, a service for preferences of mail does not."""
    said = [word for word in re.findall(r"[a-z]+", component.name.lower()) if word not in _PLAIN]
    first = re.findall(r"[a-z]+", (component.title or "").lower())[:1]
    return not _SENDS.isdisjoint([*said[-1:], *first])


def _is_about(facts: Facts, flow: model.Flow) -> bool:
    """Whether sending is what a flow is for."""
    served = [facts.design.requirements[named.path] for named in flow.serves]
    texts = [flow.name, flow.title or "", *(one.title or "" for one in served)]
    return not _words(*texts).isdisjoint(_SENDS)


def _words(*texts: str) -> set[str]:
    return {word for text in texts for word in re.findall(r"[a-z]+", text.lower())}


def _finding(callee: model.Component, steps: dict[str, model.Step]) -> Finding:
    flows, first = list(steps), next(iter(steps.values()))
    takes = callee[properties.component.PROCESSING_TIME]
    waits = "waits" if len(flows) == 1 else "wait"
    what = (
        f", whose work takes {show(takes.value)}"
        if takes is not None and _is_long(callee)
        else ", which can follow the answer"
    )
    return Finding(
        f"{listed(flows)} {waits} for `{callee.path}`{what}",
        Label(first.span, "the user waits"),
        callee.path,
        secondary=(Label(callee.span),),
        witness=tuple(
            [
                Step(
                    f"`{path}` fails when `{step.caller.path} -> {step.callee.path}` does",
                    step.span,
                )
                for path, step in steps.items()
            ]
        ),
        help=(
            edit(
                f"{first.caller.path} ~> {callee.path}",
                place=f"`{flows[0]}`",
                note="by a queue, so that nothing is lost",
            ),
        ),
        flows=tuple(flows),
    )
