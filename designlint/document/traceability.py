"""From requirements to components and back."""

from __future__ import annotations

from designlint.base.records import NamedTuple


class Traced(NamedTuple):
    """A requirement, and the parts that serve it."""

    requirement: str
    flows: tuple[str, ...]
    apis: tuple[str, ...]
    components: tuple[str, ...]


class Purpose(NamedTuple):
    """A component, and the requirements that it serves."""

    component: str
    requirements: tuple[str, ...]
    flows: tuple[str, ...]


class Covered(NamedTuple):
    """How many of some elements something covers; `share` is the same in percent."""

    what: str
    covered: int
    of: int
    share: str


class Traceability(NamedTuple):
    """From requirements to components and back, and how much of them is covered."""

    forth: tuple[Traced, ...]
    back: tuple[Purpose, ...]
    coverage: tuple[Covered, ...] = ()
