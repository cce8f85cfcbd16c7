"""Words with a meaning behind a step: never the name of data that the step would not read."""

from __future__ import annotations

import pytest

from designlint.language.resolve.clauses import _ON_RELATION
from designlint.schema.declarations import STEP_WORDS
from tests.language.reading import clean, read

PARTS = """\
actor u
component a : service
component s : database
data other
data {name}
flow f {{
  u -> a -> s writes other, {name}
  a -> s reads {name}, other, {name}
}}
"""


@pytest.mark.parametrize("name", [*STEP_WORDS, "x3", "x1_000"])
def test_data_has_no_name_of_a_clause(name: str) -> None:
    reported, _ = read(PARTS.format(name=name))
    (found,) = [d for d in reported if d.primary.span.position.line == 5]
    assert (found.code, found.primary.span.text) == ("LNG009", name)
    assert found.message.startswith(f"data cannot be named `{name}`")


@pytest.mark.parametrize("name", [*_ON_RELATION, "x", "xs3", "parallels", "onwards"])
def test_data_with_the_name_of_a_property_is_read(name: str) -> None:
    first, second, *_ = clean(PARTS.format(name=name)).flows["f"].steps[1:]
    assert [data.path for data in first.writes] == ["other", name]
    assert [data.path for data in second.reads] == [name, "other", name]


def test_a_property_behind_data_of_its_name_is_a_property() -> None:
    text = PARTS.format(name="payload").replace(
        "reads payload, other, payload", "reads other, payload 2kB"
    )
    step = clean(text).flows["f"].steps[-1]
    assert [data.path for data in step.reads] == ["other"]
    assert [key.name for key in step.properties.stated()] == ["payload"]
