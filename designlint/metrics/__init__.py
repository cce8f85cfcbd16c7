"""The built-in metrics: a file for each, with the one object that it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from designlint.base.packaged import modules
from designlint.model.metric import Metric


class Metrics(Mapping[str, Metric]):
    """All metrics by name, `more` beside the built-in ones. One of these is imported, with the analyses
    that it needs, when it is first looked up."""

    def __init__(self, more: Mapping[str, Metric]) -> None:
        self._known = dict(more)
        self._names = sorted({*more, *built_in_names()})

    def __getitem__(self, name: str) -> Metric:
        if name not in self._known:
            if name not in self._names:
                raise KeyError(name)
            self._known[name] = _built_in(name)
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def built_in_names() -> list[str]:
    """The names of the metrics of this folder, which are those of their files."""
    return [name for name in modules(__name__) if not name.startswith("_")]


def built_in() -> Iterator[Metric]:
    """Every metric of this folder, by name."""
    yield from map(_built_in, built_in_names())


def _built_in(name: str) -> Metric:
    metric: Metric = import_module(f"{__name__}.{name}").METRIC
    return metric
