"""Settings on top of those that their file extends.

What a file states goes before what it extends: a single value and `select` take the place of the other, lists
grow, mappings are joined key by key, and of the overrides its own come last, so that they decide. What it
selects is no longer ignored, and what it ignores is no longer selected; so with plugins.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from designlint.base.source import Span
from designlint.config.forms import Address
from designlint.config.nodes import Node
from designlint.config.settings import Plugins, Settings

T = TypeVar("T")


def over(base: Settings, own: Settings) -> Settings:
    """The settings of a file on top of those that it extends."""
    places = _Places(base, own)
    select = own.select or base.select
    extended = () if own.select else base.extend_select
    chosen = (*own.select, *own.extend_select)
    return own._replace(
        select=select,
        extend_select=places.added("extend-select", extended, own.extend_select, own.ignore),
        ignore=places.added("ignore", base.ignore, own.ignore, chosen),
        severity={**base.severity, **own.severity},
        profile=own.profile if ("profile",) in own.stated else base.profile,
        profiles={**base.profiles, **own.profiles},
        fail_on=own.fail_on or base.fail_on,
        options=_options(base.options, own.options),
        overrides=places.added("overrides", base.overrides, own.overrides),
        exclude=places.added("exclude", base.exclude, own.exclude),
        plugins=_plugins(places, base.plugins, own.plugins),
        catalogue=places.added("catalogue", base.catalogue, own.catalogue),
        packages={**base.packages, **own.packages},
        report_template=own.report_template or base.report_template,
        root=own.root or base.root,
        homes={**base.homes, **own.homes},
        stated=places.found,
    )


def _plugins(places: _Places, base: Plugins, own: Plugins) -> Plugins:
    enable = places.added(("plugins", "enable"), base.enable, own.enable, own.disable)
    return Plugins(
        enable, places.added(("plugins", "disable"), base.disable, own.disable, own.enable)
    )


def _options(base: Mapping[str, Node], own: Mapping[str, Node]) -> dict[str, Node]:
    """The options of rules, joined option by option."""
    found = dict(base)
    for code, node in own.items():
        below = base.get(code)
        if below is not None and below.pairs is not None and node.pairs is not None:
            stated = {key.scalar for key, _ in node.pairs}
            kept = [pair for pair in below.pairs if pair[0].scalar not in stated]
            node = node._replace(pairs=(*kept, *node.pairs))  # noqa: PLW2901  # the same options
        found[code] = node
    return found


class _Places:
    """Where each value of the joined settings stands."""

    def __init__(self, base: Settings, own: Settings) -> None:
        self._base, self._own = base.stated, own.stated
        self.found: dict[Address, Span] = {**base.stated, **own.stated}
        if own.select:
            self._forget(("select",))
            self._move(own.stated, ("select",), {n: n for n in range(len(own.select))})

    def added(
        self, key: str | Address, old: tuple[T, ...], new: tuple[T, ...], without: Any = ()
    ) -> tuple[T, ...]:
        """A list of the base, without what is taken back, and a list of the file behind it."""
        at = (key,) if isinstance(key, str) else key
        kept = [n for n, value in enumerate(old) if value not in without]
        self._forget(at)
        self._move(self._base, at, {n: to for to, n in enumerate(kept)})
        self._move(self._own, at, {n: len(kept) + n for n in range(len(new))})
        return (*(old[n] for n in kept), *new)

    def _forget(self, at: Address) -> None:
        for one in [one for one in self.found if one[: len(at)] == at]:
            del self.found[one]

    def _move(self, stated: Mapping[Address, Span], at: Address, to: Mapping[int, int]) -> None:
        for address, span in stated.items():
            if address[: len(at)] != at:
                continue
            rest = address[len(at) :]
            if not rest:
                self.found[at] = span
            elif isinstance(rest[0], int) and rest[0] in to:
                self.found[(*at, to[rest[0]], *rest[1:])] = span
