"""The data model of a store does not offer the queries that its data needs.

Reported when: data with `access join`, `aggregate`, `search` or `range` is kept in stores whose `model`
cannot answer such a query by itself: joins in a `key_value`, `nosql`, `wide_column` or `document` model,
searches in a `key_value`, `wide_column` or `time_series` model, aggregates in a `key_value` model, and
ranges in one that is declared so and has no `index` of that data. For joins of documents, which some stores offer for small results,
the severity is info.

Not reported when: another store holds the data, too, and its model fits or is not declared; or the
model comes from the catalogue, and only ranges do not fit.

How to fix: keep the data in a store whose model has the query, or feed a copy into one (an index for
search, a warehouse for aggregates). For a store by key, declare `access by_key`, and store each answer
under its key.

Why: what the store cannot answer, the application does: it reads everything, or calls the store once
for each row. The design becomes slow with the first million items, and the model is the decision that
is most expensive to change.

Source: M. Kleppmann, Designing Data-Intensive Applications (2017), chapter 2, on data models and query
languages; Amazon DynamoDB Developer Guide, on modelling by access pattern.

Bad:

```design
actor visitor
data order { access join, aggregate }
component store : database { model key_value; holds order }
flow see { visitor -> store reads order }
```

Good:

```design
actor visitor
data order { access join, aggregate }
component store : database { model relational; holds order }
flow see { visitor -> store reads order }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Help, Label, Role, Step, advice, edit, properties, rule
from designlint.api.analyses import data_uses
from designlint.api.model import Component, Data
from designlint.api.text import listed, step

_MODEL, _ACCESS = properties.store.MODEL, properties.context.ACCESS
_LACKS = {
    "key_value": ("join", "aggregate", "search", "range"),
    "wide_column": ("join", "search"),
    "document": ("join",),
    "nosql": ("join",),
    "time_series": ("search",),
}
"""The queries that a model has no answer to."""
_BY_INDEX = ("range",)
"""Queries that some stores of keys answer with an index or a sort key."""
_FITTING = {
    "join": "relational",
    "aggregate": "relational",
    "range": "relational",
    "search": "search",
}


@rule("DAT007", grade="risk", also=("minor",), since="0.2")
def unfit_model(facts: Facts) -> Iterator[Finding]:
    """One finding for each data item, with all queries that none of its stores answers."""
    for path, data in facts.design.data.items():
        needed = data.value(_ACCESS) or ()
        stores = _stores(facts, path)
        lacking = [
            how for how in needed if stores and all(_lacks(facts, one, data, how) for one in stores)
        ]
        if lacking:
            yield _finding(data, stores, lacking)


def _stores(facts: Facts, data: str) -> list[Component]:
    """All stores that have the data, copies for search or analysis among them, and the systems of
    others."""
    components = facts.design.components
    homes = [components[path] for path in facts[data_uses][data].homes if path in components]
    return [home for home in homes if home.plays(Role.STORE, Role.EXTERNAL)]


def _lacks(facts: Facts, store: Component, data: Data, how: str) -> bool:
    """Whether the model of a store surely has no answer to a kind of query."""
    if how not in _LACKS.get(_model(store), ()):
        return False
    known = store[_MODEL]
    is_stated = known is None or known.span is not None
    if how not in _BY_INDEX:
        return True
    return is_stated and not facts[data_uses].indexes_of(store.path, data.path)


def _finding(data: Data, stores: list[Component], lacking: list[str]) -> Finding:
    store = stores[0]
    models = listed([*dict.fromkeys(_model(one) for one in stores)]).replace("`", "")
    words, access = _words(lacking), data.value(_ACCESS) or ()
    known, named = store[_MODEL], listed([one.path for one in stores])
    is_partly = {_model(one) for one in stores} == {"document"}
    return Finding(
        f"`{data.path}` needs {words}, which the {models} model of {named} does not offer",
        Label(data.span_of(_ACCESS), words),
        data.path,
        secondary=tuple([Label(one.span_of(_MODEL), f"{_model(one)} model") for one in stores]),
        witness=(
            step(f"{data.path}: access {', '.join(access)}", data[_ACCESS]),
            step(f"{store.path}: {_model(store)} model", known),
            Step(f"the application reads the items one by one, or all of them, for {words}"),
        ),
        help=(
            _fitting(store, _FITTING[lacking[0]]),
            advice(f"feed a copy of `{data.path}` into a store for {words}"),
        ),
        grade="minor" if is_partly else "risk",
        causes=(f"model of `{store.path}`",),
    )


def _fitting(store: Component, model: str) -> Help:
    """Another model for a store; one whose technology has its model needs another technology."""
    known = store[_MODEL]
    if known is not None and known.span is not None:
        return edit(f"model {model}", place=f"`{store.path}`")
    return advice(f"choose a technology with a {model} model for `{store.path}`")


def _model(store: Component) -> str:
    """The model of a store; one of whole objects or files finds them by their key."""
    known = store[_MODEL]
    if known is None and store.plays(Role.BLOB_STORE):
        return "key_value"
    return known.value if known is not None else ""


def _words(lacking: list[str]) -> str:
    names = {"join": "joins", "aggregate": "aggregates", "search": "searches", "range": "ranges"}
    *first, last = [names[how] for how in lacking]
    return f"{', '.join(first)} and {last}" if first else last
