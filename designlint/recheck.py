"""A design that is checked again after an edit: what the edit leaves as it was is not computed again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from designlint.analyses.kept import keep
from designlint.base.clock import Clock
from designlint.base.records import NamedTuple
from designlint.check import Checked, Understood, checked, understood
from designlint.config import Settings
from designlint.language.project import Project
from designlint.language.resolve import Kept as Readings
from designlint.language.syntax.parts import Parts
from designlint.registry import Registry


class Kept(NamedTuple):
    """What is kept of a design from one text to the next: the parts of its files, and what was read of them."""

    parts: dict[Path, Parts]
    readings: Readings

    @property
    def usable(self) -> Readings | None:
        """The readings, unless a file had to be parsed whole, so that no tree is one that was read before:
        they wait for a text that can be cut again, such as that with the closing brace."""
        return self.readings if all(one.is_cut for one in self.parts.values()) else None


def nothing_kept() -> Kept:
    """What is kept before the first text."""
    return Kept({}, Readings())


def understood_again(
    project: Project, registry: Registry, clock: Clock, kept: Kept, last: Understood | None
) -> Understood:
    """Resolve a design's files but for what is `kept`; one that says what it said in its last text has the
    facts of then."""
    known = understood(project, registry, clock, kept.usable)
    if last is None or not known.resolution.design.is_same(last.resolution.design):
        return known
    last.facts.clock.begin_again(clock)
    design = last.resolution.design
    return Understood(known.project, known.resolution._replace(design=design), last.facts)


def checked_again(
    known: Understood, registry: Registry, settings: Settings, today: date, last: Checked | None
) -> Checked:
    """Compute and report but for what is as it was when the design was checked `last`, with the same registry
    and settings."""
    if last is not None:
        keep(known.facts, last.facts)
    return checked(known, registry, settings, today, last)
