"""What a name means: by its path, by the end of it, and by what is near."""

from __future__ import annotations

import pytest

from tests.language.reading import clean, read

PLACES = """
provider aws { region eu { zone a; zone b }; region us { zone a; zone c } }
"""


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("aws.eu.a", "aws.eu.a"),
        ("eu.a", "aws.eu.a"),
        ("us.a", "aws.us.a"),
        ("b", "aws.eu.b"),
        ("us", "aws.us"),
        ("aws", "aws"),
    ],
)
def test_any_end_of_a_path_that_is_unique_will_do(name: str, path: str) -> None:
    design = clean(f"{PLACES}component s : service {{ in {name} }}")
    (key,) = design.components["s"].properties.stated()
    known = design.components["s"][key]
    assert known is not None
    assert [ref.path for ref in known.value] == [path]


@pytest.mark.parametrize("name", ["a", "eu.c", "w.eu", "ws.eu.a", "eu.a.b", "e.u"])
def test_anything_else_means_nothing(name: str) -> None:
    reported, _ = read(f"{PLACES}component s : service {{ in {name} }}")
    assert [d.code for d in reported] == ["LNG011" if name == "a" else "LNG007"]
    assert reported[0].primary.span.text == name


GROUPS = """
component s : service
group one { component s : service; component t : service { observed_by s } }
group two {
  component s : service
  group inner { component u : service { observed_by s } }
}
component v : service { observed_by s }
flow f { s -> one.s -> two.s; v -> t; v -> inner.u }
"""


def test_the_nearest_is_meant_first() -> None:
    design = clean(GROUPS)

    def seen(path: str) -> list[str]:
        ((_, known),) = design.components[path].properties.stated().items()
        return [ref.path for ref in known.value]

    assert seen("one.t") == ["one.s"]
    assert seen("two.inner.u") == ["two.s"]
    assert seen("v") == ["s"]
    assert [(step.caller.path, step.callee.path) for step in design.flows["f"].steps] == [
        ("s", "one.s"),
        ("one.s", "two.s"),
        ("v", "one.t"),
        ("v", "two.inner.u"),
    ]


def test_of_two_that_are_equally_near_neither_is_meant() -> None:
    reported, _ = read(
        "group one { component s : service }\ngroup two { component s : service }\n"
        "component v : service { observed_by s }\n"
    )
    (found,) = reported
    assert found.message == "`s` could be `one.s` or `two.s`"


def test_only_what_may_stand_there_is_considered() -> None:
    design = clean(
        "group g { data link }\ngroup h { component link : service }\n"
        "component d : database { holds link; observed_by link }\n"
    )
    stated = design.components["d"].properties.stated().values()
    assert [[ref.path for ref in known.value] for known in stated] == [["g.link"], ["h.link"]]


def test_externals_and_data_stand_in_groups() -> None:
    design = clean("group g { external bank; data order }\nflow f { bank -> g.bank reads order }")
    (step,) = design.flows["f"].steps
    assert step.callee.path == "g.bank"
    assert step.reads[0].path == "g.order"


def test_a_name_may_hold_hyphens_and_letters_of_any_script() -> None:
    design = clean("component eu-west-1 : service\ncomponent größe : service\neu-west-1 -> größe")
    assert set(design.components) == {"eu-west-1", "größe"}


def test_apis_and_options_do_not_shadow() -> None:
    design = clean(
        "component store : database { api link { style rest } }\ncomponent link : service\n"
        "decision D { option link { chosen } }\nflow f { link -> store }\n"
        "accept X1 on store.link because 'x'\n".replace("'", '"')
    )
    assert design.flows["f"].steps[0].caller.path == "link"
    assert design.acceptances[0].element is not None
    assert design.acceptances[0].element.path == "store.link"


@pytest.mark.parametrize(
    ("used", "suggested"),
    [("stroe", "store"), ("Store", "store"), ("eu-wst", "eu-west"), ("nothing", None)],
)
def test_the_nearest_name_is_suggested(used: str, suggested: str | None) -> None:
    reported, _ = read(
        f"component store : database\nexternal eu-west\nflow f {{ store -> {used} }}\n"
    )
    ending = f"; did you mean `{suggested}`?" if suggested else ""
    assert [d.message for d in reported] == [
        f"no component, external or actor is named `{used}`{ending}"
    ]
    assert reported[0].primary.span.text == used
