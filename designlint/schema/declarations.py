"""The declarations of the language: their header, their properties, what may be declared inside."""

from __future__ import annotations

from typing import Any

from designlint.base.records import NamedTuple
from designlint.schema import context
from designlint.schema.property import Property
from designlint.schema.relation import RELATION_PROPERTIES


class Declaration(NamedTuple):
    """A keyword with the shape of what follows it. `within` are the keywords that it may stand in;
    an empty text is the top level of a file."""

    keyword: str
    header: str
    doc: str
    properties: dict[str, Property[Any]]
    within: tuple[str, ...] = ("",)


def _named(*properties: tuple[Property[Any], ...]) -> dict[str, Property[Any]]:
    return {p.name: p for group in properties for p in group}


_TITLED = "<name> [<title:text>]"
_PLACES = ("", "provider", "region", "zone", "domain")

DECLARATIONS = {
    declaration.keyword: declaration
    for declaration in (
        Declaration(
            "import",
            "<path:text> [as <name:name>]",
            "Reads another file of the design, or of a package.",
            {},
        ),
        Declaration("let", "<name> <value>", "A value with a name: a constant.", {}),
        Declaration(
            "default",
            "<kind:word>",
            "What the components of a kind have where they do not state it themselves.",
            {},
            ("", "group"),
        ),
        Declaration(
            "template",
            "<name> : <kind:word> [<title:text>]",
            "A kind of your own: what its components have where they do not state it themselves.",
            {},
        ),
        Declaration(
            "design",
            _TITLED,
            "The problem that the system solves.",
            _named(context.DESIGN_PROPERTIES),
        ),
        Declaration(
            "actor", _TITLED, "Someone who uses the system.", _named(context.ACTOR_PROPERTIES)
        ),
        Declaration(
            "external", _TITLED, "An outside system that the system works with.", {}, ("", "group")
        ),
        Declaration(
            "functional",
            "<name> <title:text>",
            "What the system must do.",
            _named(context.REQUIREMENT_PROPERTIES),
        ),
        Declaration(
            "nonfunctional",
            "<name> <title:text>",
            "How well the system must do its work.",
            _named(context.REQUIREMENT_PROPERTIES),
        ),
        *(
            Declaration(keyword, _TITLED, doc, _named(context.PLACE_PROPERTIES), within)
            for keyword, doc, within in (
                ("provider", "Who runs the machines: the widest failure domain.", ("",)),
                ("region", "Several zones near each other.", ("", "provider", "domain")),
                ("zone", "A building or power domain.", ("", "provider", "region", "domain")),
                ("host", "One machine.", _PLACES),
                ("domain", "Any other failure domain that replicas may share.", _PLACES),
            )
        ),
        Declaration(
            "data",
            _TITLED,
            "Data that the system keeps.",
            _named(context.DATA_PROPERTIES),
            ("", "group"),
        ),
        Declaration(
            "component",
            "<name> : <kind:word> [<title:text>]",
            "A part of the system.",
            {},
            ("", "group"),
        ),
        Declaration(
            "group",
            _TITLED,
            "A boundary: a team, a bounded context, a system.",
            _named(context.GROUP_PROPERTIES),
            ("", "group"),
        ),
        Declaration(
            "api",
            "<name> [<title:text>]",
            "What a component offers to others.",
            _named(context.API_PROPERTIES),
            ("component",),
        ),
        Declaration(
            "operation",
            _TITLED,
            "What clients can ask of an interface.",
            _named(context.OPERATION_PROPERTIES),
            ("api",),
        ),
        Declaration(
            "flow",
            "<name> [<title:text>] [serves <serves:requirement>,...] [recovers <recovers:node>,...]",
            "Who calls whom for one purpose, and how often.",
            _named(context.FLOW_PROPERTIES, RELATION_PROPERTIES),
        ),
        Declaration(
            "decision",
            "<name> [<title:text>] [about <about:element>,...]",
            "A choice and the reasons for it.",
            _named(context.DECISION_PROPERTIES),
        ),
        Declaration(
            "option",
            "<name> [<title:text>]",
            "One way that a decision could go.",
            _named(context.OPTION_PROPERTIES),
            ("decision",),
        ),
        Declaration("scenario", _TITLED, "A what-if case in which expectations must hold.", {}),
        Declaration(
            "accept",
            "<code> [on <on:element>] [because <because:text>] [until <until:date>] "
            "[by <by:label>]",
            "A risk that is accepted, with its reason.",
            {},
        ),
    )
}

# Statements with a reader of their own, inside the declarations named.
REQUIRE = "require"
EXPECT = "expect"
LOSE = "lose"
LOAD = "load"
SET = "set"
STEP_WORDS = ("reads", "writes", "deletes", "on", "optional", "or", "from", "parallel")
