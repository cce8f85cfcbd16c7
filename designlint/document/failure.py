"""Failures, their effects, and the recovery from them."""

from __future__ import annotations

from designlint.base.records import NamedTuple
from designlint.document.claims import Claim


class Cut(NamedTuple):
    """A minimal cut set: a flow fails when all its events happen at once. `text` names the events in
    words, `probability` is a text where it is known, `alike` counts the similar cut sets."""

    events: tuple[str, ...]
    text: str
    probability: str
    alike: int = 1


class Failing(NamedTuple):
    """The minimal cut sets of a flow, the likeliest first; `more` of them are left out. Whether a replica
    stops the flow alone is unknown of the components whose replicas are `undeclared`."""

    flow: str
    availability: str
    singles: tuple[Cut, ...]
    pairs: tuple[Cut, ...]
    more: int
    undeclared: tuple[str, ...]


class Scenario(NamedTuple):
    """A what-if case: the losses, the load, the changed values, and the claims that must hold then."""

    path: str
    title: str
    lost: tuple[str, ...]
    load: str
    changes: tuple[str, ...]
    claims: tuple[Claim, ...]


class RecoveryPath(NamedTuple):
    """The components that people need to recover another one."""

    target: str
    tools: tuple[tuple[str, str], ...]


class Drilled(NamedTuple):
    """A trial of the drill: what happens, what becomes of the flows, and the claims that turn."""

    trial: str
    effect: str
    turned: tuple[str, ...]


class Drill(NamedTuple):
    """The loss of each place and component, growth, and each scenario, the worst first; those that change
    nothing for the worse are `harmless`. In `partly` of them some requirements were not judged, because a
    drill judges only so many."""

    trials: tuple[Drilled, ...] = ()
    harmless: tuple[str, ...] = ()
    not_tried: tuple[str, ...] = ()
    partly: int = 0


class Failures(NamedTuple):
    """Failures, their effects, and the recovery paths."""

    flows: tuple[Failing, ...]
    scenarios: tuple[Scenario, ...]
    ways_back: tuple[RecoveryPath, ...]
    drill: Drill = Drill()
