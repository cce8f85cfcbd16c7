"""The memo of facts: each analysis runs once for a design, when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from designlint.base.clock import ANALYSIS, Clock
from designlint.model import Design

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

Analysis = Callable[["Facts"], T]


STRUCTURAL: set[Analysis[Any]] = set()
"""The analyses that `structural` marks."""


def structural(analysis: Analysis[T]) -> Analysis[T]:
    """Marks an analysis that looks neither at the load nor at a quantity of a component, place or data
    item: in worlds that differ in these alone it is the same."""
    STRUCTURAL.add(analysis)
    return analysis


_ANALYSES = "designlint.analyses."


class Within:
    """The analyses in some modules and folders of the built-in ones, named by their first part."""

    def __init__(self, *names: str) -> None:
        self.names = frozenset(names)

    def __contains__(self, analysis: object) -> bool:
        module: str = getattr(analysis, "__module__", "")
        is_built_in = module.startswith(_ANALYSES)
        return is_built_in and module.removeprefix(_ANALYSES).partition(".")[0] in self.names


class FactCycleError(Exception):
    """An analysis that needs its own result: a mistake of the program, with the chain that shows it."""


# A dictionary, for its speed, as tables are: facts are looked up much more often than found.
class Facts(dict[Analysis[Any], Any]):
    """Facts about one design in one world: `facts[loads]` is what the function `loads` makes of them.

    The key is the analysis itself, so a plugin's own is as good as a built-in one. `clock` counts the
    time of each. `before` are the facts of the world in which nothing more than here is lost yet, `base`
    those of the design that was changed to make this one, in the same world where there are any, `earlier`
    those of an earlier text of the design that some are taken from.
    """

    __hash__ = object.__hash__  # type: ignore[assignment]  # equal only to itself
    __eq__ = object.__eq__
    __ne__ = object.__ne__

    def __init__(self, design: Design, clock: Clock | None = None) -> None:
        super().__init__()
        self.design = design
        self.clock = Clock() if clock is None else clock
        self.before: Facts | None = None
        self.base: Facts | None = None
        self.earlier: Facts | None = None
        self._running: list[Analysis[Any]] = []
        self._others: dict[str, Facts] = {}
        # The facts that some analyses are the same in.
        self._alike: list[tuple[Facts, Container[Analysis[Any]]]] = []

    def __bool__(self) -> bool:
        return True

    if TYPE_CHECKING:

        def __getitem__(self, analysis: Analysis[T]) -> T: ...

    def __missing__(self, analysis: Analysis[T]) -> T:
        """Runs an analysis, when its result is first asked for."""
        for facts, same in self._alike:
            if analysis in same:
                self[analysis] = facts[analysis]
                return self[analysis]
        if analysis in self._running:
            chain = [*self._running[self._running.index(analysis) :], analysis]
            raise FactCycleError(" -> ".join(a.__name__ for a in chain))
        self._running.append(analysis)
        try:
            with self.clock.timed(ANALYSIS, analysis.__name__):
                result = analysis(self)
        finally:
            self._running.pop()
        self[analysis] = result
        return result

    def other(
        self,
        name: str,
        change: Callable[[Design], Design],
        same: Container[Analysis[Any]] = (),
    ) -> Facts:
        """The facts of another world: of the design as `change` makes it. One memo for each name. The
        analyses in `same` do not look at what changes, so that they need not run again."""
        if name not in self._others:
            facts = self._beside(change(self.design), same)
            if self.base is not None:
                facts.base = self.base.other(name, change, same)
            if not facts.design.lost:
                facts._alike += [(one.other(name, change, same), too) for one, too in self._alike]
            self._others[name] = facts
        return self._others[name]

    @property
    def worlds(self) -> int:
        """How many other worlds have been made of these facts, and of those in turn."""
        return sum(1 + facts.worlds for facts in self._others.values())

    def tried(self, design: Design, same: Container[Analysis[Any]]) -> Facts:
        """The facts of a design that differs from this one in what the analyses in `same` do not look
        at, so that they need not run again. It is not kept: `forget` it when it has been looked at."""
        return self._beside(design, same)

    def forget(self) -> None:
        """Let go of all that was found here and in the worlds that were made of it: what is asked for again is
        found again. These facts are among what they hold, so that nothing else frees them."""
        for facts in self._others.values():
            facts.forget()
        self._others.clear()
        self.clear()

    def keep(self, earlier: Facts, same: Container[Analysis[Any]]) -> None:
        """Take what the analyses in `same` make from the facts of an earlier text of the design, which is the
        same to them. Their time is counted with that of these facts."""
        earlier.clock.begin_again(self.clock)
        self.earlier = earlier
        self._alike.append((earlier, same))

    def _beside(self, design: Design, same: Container[Analysis[Any]]) -> Facts:
        """Facts whose time is counted together with these."""
        facts = Facts(design, self.clock)
        facts.base = self
        if same:
            facts._alike.append((self, same))
        return facts


class Lazily(dict[K, T], Generic[K, T]):
    """A table of facts over known subjects, each computed when it is first looked up."""

    __hash__ = object.__hash__  # type: ignore[assignment]  # equal only to itself
    __eq__ = object.__eq__
    __ne__ = object.__ne__

    def __init__(self, subjects: Mapping[K, Any], compute: Callable[[K], T]) -> None:
        super().__init__()
        self._subjects = subjects
        self._compute = compute

    def __missing__(self, key: K) -> T:
        if key not in self._subjects:
            raise KeyError(key)
        result = self[key] = self._compute(key)
        return result

    def __contains__(self, key: object) -> bool:
        return key in self._subjects

    def __iter__(self) -> Iterator[K]:
        return iter(self._subjects)

    def __len__(self) -> int:
        return len(self._subjects)

    # A dictionary by itself has only what has been looked up, so these are those of any mapping, whose
    # types are wider than those of a dictionary.
    get = Mapping.get  # type: ignore[assignment]
    keys = Mapping.keys  # type: ignore[assignment]
    items = Mapping.items  # type: ignore[assignment]
    values = Mapping.values  # type: ignore[assignment]


class Results(Sequence[T], Generic[T]):
    """Results in their order; what is to be asked of all of them together, a subclass answers."""

    def __init__(self, found: Iterable[T]) -> None:
        self._found = tuple(found)

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[T, ...]: ...
    def __getitem__(self, place: int | slice) -> T | tuple[T, ...]:
        return self._found[place]

    def __iter__(self) -> Iterator[T]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)
