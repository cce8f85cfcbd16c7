"""The steps that name an element, found by its path."""

from __future__ import annotations

from tests.language.reading import clean

TEXT = """
actor u
component s : service
component c : cache
component a : database
component b : database
data d
flow one { u -> s; s -> c reads d; s -> a reads d, on miss of c; s -> a writes d, or else b }
flow two { u -> s -> b writes d; s -> s }
"""


def test_each_part_of_a_step_names_it_once_in_the_order_of_the_flows() -> None:
    design = clean(TEXT)
    every = [(flow, step) for flow in design.flows.values() for step in flow.steps]
    for path in ("u", "s", "a", "b", "c", "d"):
        naming = [(flow, step) for flow, step in every if path in step.names]
        assert list(design.steps_naming(path)) == naming
    numbers = {path: len(design.steps_naming(path)) for path in ("u", "s", "a", "b", "c", "d")}
    assert numbers == {"u": 2, "s": 7, "a": 2, "b": 2, "c": 2, "d": 4}


def test_what_no_step_names_has_none() -> None:
    assert clean("component s : service").steps_naming("s") == ()
