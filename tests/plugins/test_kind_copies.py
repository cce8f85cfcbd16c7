"""A plugin's copy of a built-in kind is as good as the kind: nothing depends on its name."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from designlint.check import Checked
from designlint.schema.kinds import KINDS
from designlint.schema.roles import Role
from tests.plugins.kind_copies import COPIES, Account, Design, examples, fixtures

SAMPLED = 9
"""So many fixtures of each kind are looked at each time, spread over all rules."""
PLAYED = [
    pytest.param(k.name, r, id=f"{k.name}-{r}") for k in KINDS.values() for r in sorted(k.roles)
]


def using(designs: Iterable[Design], kind: str) -> list[Design]:
    """The designs with components of a kind."""
    return [design for design in designs if design.uses(kind)]


def kinds_of(checked: Checked) -> dict[str, str]:
    """The kind of each component."""
    return {path: found.kind for path, found in checked.facts.design.components.items()}


def assert_same(design: Design, kind: str) -> None:
    """A design is judged the same with the copy of a kind as with the kind."""
    original, copied = design.checked(), design.checked(COPIES[kind])
    plain, changed = Account(kind), Account(kind, design.texts_by_name())
    kinds = {path: changed.plain(kind) for path, kind in kinds_of(copied).items()}
    assert kinds == kinds_of(original), design.name
    assert changed.findings(copied) == plain.findings(original), design.name
    assert changed.verdicts(copied) == plain.verdicts(original), design.name


def assert_shown_the_same(design: Design, kind: str) -> None:
    """A design's pictures and its review are the same with the copy of a kind as with the kind."""
    original, copied = design.checked(), design.checked(COPIES[kind])
    plain, changed = Account(kind), Account(kind, design.texts_by_name())
    assert list(changed.pictures(copied)) == list(plain.pictures(original)), design.name
    assert changed.review(copied) == plain.review(original), design.name


@pytest.mark.parametrize("kind", KINDS)
def test_a_sample_of_fixtures_and_examples_is_judged_the_same(kind: str) -> None:
    found = using(fixtures(), kind)
    assert found, "no fixture has a component of this kind"
    small = [design for design in using(examples(), kind) if len(design.files) == 1]
    for design in (*found[:: len(found) // SAMPLED + 1], *small[:1]):
        assert_same(design, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_a_design_is_shown_the_same(kind: str) -> None:
    assert_shown_the_same(max(using(fixtures(), kind), key=Design.size), kind)


@pytest.mark.parametrize(("kind", "role"), PLAYED)
def test_every_role_of_a_kind_changes_what_is_found_somewhere(kind: str, role: Role) -> None:
    copy = COPIES[kind]
    less = copy._replace(roles=copy.roles - {role})

    def is_judged_differently(design: Design) -> bool:
        plain, changed = Account(kind), Account(kind, design.texts_by_name())
        original, copied = design.checked(), design.checked(less)
        same = changed.findings(copied) == plain.findings(original)
        return not same or changed.verdicts(copied) != plain.verdicts(original)

    assert any(is_judged_differently(design) for design in using(fixtures(), kind))


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_every_fixture_and_example_is_judged_the_same(kind: str) -> None:
    for design in (*using(fixtures(), kind), *using(examples(), kind)):
        assert_same(design, kind)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_every_example_is_shown_the_same(kind: str) -> None:
    for design in using(examples(), kind):
        assert_shown_the_same(design, kind)
