"""The parts of a system: components, interfaces and data, and the decisions behind them."""

from __future__ import annotations

from designlint.base.records import NamedTuple
from designlint.document.values import Fact, Line


class Option(NamedTuple):
    """One way that a decision could go."""

    name: str
    title: str
    pros: tuple[str, ...]
    cons: tuple[str, ...]
    chosen: bool


class Decision(NamedTuple):
    """A choice, its reason, its status and consequences, and the options that were rejected."""

    path: str
    title: str
    about: tuple[str, ...]
    because: str
    options: tuple[Option, ...]
    facts: tuple[Fact, ...] = ()


class Component(NamedTuple):
    """A part of the system: its purpose, its facts, and the reasons for it."""

    path: str
    title: str
    kind: str
    technology: str
    group: str
    because: str
    facts: tuple[Fact, ...]
    decisions: tuple[str, ...]
    flows: tuple[str, ...]
    findings: tuple[str, ...]


class Operation(NamedTuple):
    """What clients can ask of an interface."""

    path: str
    title: str
    serves: tuple[str, ...]
    facts: tuple[Fact, ...]


class Interface(NamedTuple):
    """What a component offers to others."""

    path: str
    component: str
    title: str
    serves: tuple[str, ...]
    because: str
    facts: tuple[Fact, ...]
    operations: tuple[Operation, ...] = ()


class Copy(NamedTuple):
    """A component that stores a data item, and the path of the data to it."""

    component: str
    places: tuple[str, ...]
    way: tuple[Line, ...]


class DataItem(NamedTuple):
    """A data item, the locations of its copies, and its volume up to the horizon."""

    path: str
    title: str
    facts: tuple[Fact, ...]
    readers: tuple[str, ...]
    writers: tuple[str, ...]
    copies: tuple[Copy, ...]
    volume: str
    findings: tuple[str, ...]
