"""From the arguments of `diff` to what two states differ in."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from designlint.base.records import NamedTuple
from designlint.compare.difference import difference
from designlint.compare.pairing import Pair, pairs_of
from designlint.compare.shared import once
from designlint.compare.snapshot import Snapshot
from designlint.config import ConfigError
from designlint.console.command import UsageError
from designlint.console.progress import Progress
from designlint.console.sides import Design, Side, side_of
from designlint.console.states import State, States
from designlint.diagnostics.differences import DesignChange, Difference
from designlint.revisions.checkout import Written, written
from designlint.revisions.git import Repository, RevisionError


class Compared(NamedTuple):
    """What two states differ in. `unreadable` says that some newer design could not be read, `broken` that
    a rule failed; `notices` is what else there is to know."""

    difference: Difference
    unreadable: bool = False
    broken: bool = False
    notices: tuple[str, ...] = ()


def compared(states: States, arguments: Namespace, progress: Progress) -> Compared:
    """Check what has changed in both states, side by side. Raises UsageError, also for a path that is named
    and cannot be read, and ConfigError."""
    with ExitStack() as stack:
        try:
            olds, news = (_written(one, states.repository, stack) for one in states[:2])
            after = side_of(states.after, news, arguments, own_names=states.are_two_paths)
            before, notices = _older(states, olds, news, arguments, after)
            if states.are_two_paths:
                _refuse_unreadable(before, after)
            found = _Comparison(before, after, arguments, progress).made()
        except RevisionError as error:
            raise UsageError(str(error)) from None
    return found._replace(notices=(*notices, *found.notices))


def _written(state: State, repository: Repository | None, stack: ExitStack) -> Written | None:
    """The files of a state that is a commit, in a folder that lasts as long as the comparison."""
    if not state.commit or repository is None:
        return None
    folder = stack.enter_context(TemporaryDirectory(prefix="designlint-"))
    return written(repository, state.commit, Path(folder))


def _older(
    states: States,
    olds: Written | None,
    news: Written | None,
    arguments: Namespace,
    newer: Side,
) -> tuple[Side, tuple[str, ...]]:
    """The older state; with the newer configuration where its own cannot be used."""
    own, root = states.are_two_paths, None
    if olds is not None:
        root = olds.repository.root if news is None else news.folder
    try:
        return side_of(states.before, olds, arguments, newer=root, own_names=own), ()
    except ConfigError:
        if olds is None or root is None:
            raise
    olds.take(newer.configuring, root)
    notice = f"the configuration of {states.before.label} cannot be used; the newer one applies"
    return side_of(states.before, olds, arguments, newer=root), (notice,)


def _refuse_unreadable(*sides: Side) -> None:
    """All of a design that cannot be read would be new or gone. Raises UsageError."""
    for project in (design.project for side in sides for design in side.designs):
        if project.unreadable:
            raise UsageError(project.diagnostics[0].message)


class _Comparison:
    """Two sides whose designs are read."""

    def __init__(self, before: Side, after: Side, arguments: Namespace, progress: Progress) -> None:
        self._before, self._after = before, after
        self._clock, self._progress = arguments.clock, progress
        self._unreadable = self._broken = False

    def made(self) -> Compared:
        """What the sides differ in. Raises UsageError where there is nothing to compare."""
        if not (self._before.designs or self._after.designs):
            raise UsageError(f"no design in {self._before.label}, nor in {self._after.label}")
        olds, news = (
            [(one.name, one.project) for one in side.designs]
            for side in (self._before, self._after)
        )
        pairs = self._alone() or pairs_of(olds, news)
        pairs = [(old, new) for old, new in pairs if new is not None or self._is_asked_for(old)]
        other = [pair for pair in pairs if not self._is_unchanged(pair)]
        designs = once(list(self._changes(other)))
        unchanged = len(pairs) - len(other)
        found = Difference(self._before.label, self._after.label, designs, unchanged)
        return Compared(found, self._unreadable, self._broken, tuple(self._notices(other)))

    def _alone(self) -> list[Pair]:
        """The only design of each side, where that is what was named; whatever it is called."""
        both = self._before.designs, self._after.designs
        named = all(len(side) == 1 and not side[0].name for side in both)
        return [(0, 0)] if named else []

    def _is_asked_for(self, old: int | None) -> bool:
        return old is not None and not self._before.designs[old].may_be_meant

    def _is_unchanged(self, pair: Pair) -> bool:
        """Whether a design has the same name, files and configuration on both sides."""
        old, new = self._designs(pair)
        if old is None or new is None or old.name != new.name:
            return False
        is_same = old.configuration == new.configuration
        return is_same and not new.project.unreadable and old.texts() == new.texts()

    def _designs(self, pair: Pair) -> tuple[Design | None, Design | None]:
        old, new = pair
        return (
            None if old is None else self._before.designs[old],
            None if new is None else self._after.designs[new],
        )

    def _changes(self, pairs: list[Pair]) -> Iterator[DesignChange]:
        for number, pair in enumerate(pairs, 1):
            self._progress.say(f"design {number} of {len(pairs)}")
            old, new = self._designs(pair)
            before = None if old is None else self._snapshot(old)
            after = None if new is None else self._snapshot(new)
            if after is not None:
                self._unreadable |= after.is_unreadable
                self._broken |= after.is_broken
            with self._clock.stage("compare"):
                found = difference(before, after)
            is_moved = old is not None and new is not None and old.name != new.name
            yield found._replace(is_moved=is_moved)

    def _snapshot(self, design: Design) -> Snapshot:
        with self._clock.stage("check"):
            return design.snapshot(self._clock)

    def _notices(self, pairs: list[Pair]) -> Iterator[str]:
        both = [(old, new) for old, new in map(self._designs, pairs) if old and new]
        if any(old.configuration != new.configuration for old, new in both):
            yield "the configuration differs, too: each state is checked with its own"
