"""What the results of analyses answer: the methods and properties behind `facts[...]`."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from types import FunctionType, ModuleType
from typing import Any, get_args, get_origin, get_type_hints

from designlint.analyses.facts import Lazily, Results
from designlint.base.cached import cached_property


def answers(module: ModuleType) -> Iterator[tuple[str, object]]:
    """Each public method and property of what a module of analyses gives, by the way to it."""
    seen: set[type] = {thing for thing in vars(module).values() if inspect.isclass(thing)}
    for name in sorted(module.__all__):
        for way, result in _results(name, getattr(module, name)):
            if way != name and result in seen:
                continue
            seen.add(result)
            for member, value in _members(result).items():
                if not member.startswith("_") and _is_answer(value):
                    yield f"{way}.{member}", value


def _members(result: type) -> dict[str, object]:
    """The members of a class and of those that it is made of, its own definition of each."""
    found: dict[str, object] = {}
    for one in result.__mro__:
        if one.__module__.startswith("designlint") and one not in (Lazily, Results):
            found = {**vars(one), **found}
    return found


def _is_answer(member: object) -> bool:
    return isinstance(member, FunctionType | property | cached_property)


def _results(name: str, thing: object) -> Iterator[tuple[str, type]]:
    """The classes of designlint that a public name leads to, each with the way to it."""
    if inspect.isclass(thing):
        yield name, thing
    elif inspect.isfunction(thing) and list(inspect.signature(thing).parameters) == ["facts"]:
        yield from _inside(f"facts[{name}]", get_type_hints(thing)["return"])


def _inside(way: str, result: Any) -> Iterator[tuple[str, type]]:
    """A class, and that of its elements where it is a table or a sequence of such."""
    origin = get_origin(result) or result
    if inspect.isclass(origin) and origin.__module__.startswith("designlint"):
        if origin not in (Lazily, Results):
            yield way, origin
        for base in (result, *getattr(origin, "__orig_bases__", ())):
            if get_origin(base) in (Lazily, Results):
                yield from _inside(f"{way}[...]", get_args(base)[-1])
    elif origin in (tuple, dict):
        for inner in get_args(result)[:1] if origin is tuple else get_args(result)[1:]:
            yield from _inside(f"{way}[...]", inner)
