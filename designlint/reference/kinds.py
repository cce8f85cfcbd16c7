"""The kinds of components: the properties that each may state, and the values assumed where none is declared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from designlint.reference.entry import Entry, Page
from designlint.reference.markdown import bullets, code, link, paragraphs, table
from designlint.reference.shapes import property_table, without
from designlint.schema.component import EVERY_COMPONENT
from designlint.schema.kinds import Assumption, Kind
from designlint.schema.property import Property
from designlint.schema.roles import Role

EVERY = "every component"
PATH = "kinds.md"


def kind_entries(kinds: Mapping[str, Kind]) -> list[Entry]:
    """An entry for each kind, one for what they have in common and one for their roles."""
    return [_roles(kinds), _every(), *(_entry(kind) for kind in kinds.values())]


def kind_page(kinds: Mapping[str, Kind]) -> Page:
    """The page of all kinds."""
    entries = kind_entries(kinds)
    intro = (
        "A component is declared as `component NAME : KIND`. All kinds share the properties of "
        f"{link(EVERY, '#every-component')}; a kind adds its own. A value that the design states "
        f"overrides a fact of the catalogue (see `tech`), and a fact overrides what is assumed for "
        f"the kind; a verdict shows the origin of each number. The {link('roles', '#roles')} of a "
        f"kind "
        "state what its components do, for the analyses."
    )
    overview = table(
        ("kind", "what it is"),
        [(link(code(kind.name), f"#{kind.name}"), kind.doc) for kind in kinds.values()],
    )
    body = paragraphs(intro, overview, *(entry.section(2) for entry in entries))
    return Page(PATH, "Kinds of components", "the kinds of components and their properties", body)


def _roles(kinds: Mapping[str, Kind]) -> Entry:
    rows = [
        (
            code(role.name),
            role.doc,
            ", ".join(
                link(code(kind.name), f"{PATH}#{kind.name}")
                for kind in kinds.values()
                if role in kind.roles
            ),
        )
        for role in Role
    ]
    body = paragraphs(
        "What components of a kind do. Analyses and rules ask for roles, never for the name of a "
        f"kind, so a {link('kind of a plugin', 'hooks.md#writing-a-plugin')} is treated like a "
        "built-in one with the same roles.",
        table(("role", "what it means", "kinds"), rows),
    )
    return Entry("topic", "roles", body, "Roles", ("role",))


def _every() -> Entry:
    body = paragraphs(
        "What any component may state, whatever its kind.", property_table(EVERY_COMPONENT)
    )
    return Entry("topic", "component", body, "Every component")


def _entry(kind: Kind) -> Entry:
    own = without(kind.properties, EVERY_COMPONENT)
    common = link(EVERY, f"{PATH}#every-component")
    if own:
        listed = paragraphs(f"Besides the properties of {common}:", property_table(own))
    else:
        listed = f"It has the properties of {common} and no others."
    like = kind.like and link(code(kind.like), f"{PATH}#{kind.like}")
    technologies = f"The technologies of {like} fit it, too." if like else ""
    body = paragraphs(kind.doc, _played(kind), technologies, listed, assumptions(kind.assumed))
    return Entry("kind", kind.name, body)


def _played(kind: Kind) -> str:
    if not kind.roles:
        return f"It plays no {link('role', f'{PATH}#roles')}."
    played = [f"{code(role.name)}: {role.doc}" for role in Role if role in kind.roles]
    return paragraphs(f"Its {link('roles', f'{PATH}#roles')}:", bullets(played))


def assumptions(assumed: Mapping[Property[Any], Assumption]) -> str:
    """The values assumed where neither the design nor the catalogue has one."""
    if not assumed:
        return ""
    taken = (
        f"{code(f'{key.name} {value}')}, because {link(reason, page)}"
        for key, (value, reason, page) in assumed.items()
    )
    return f"Assumed where not declared: {'; '.join(taken)}."
