"""What the page asks of designlint: a design as text, and everything about it as JSON.

The same engine and the same JSON as those of the command line; nothing is read from or written to files.
"""

import json
from datetime import date

from designlint.analyses.verdicts.verdicts import expectations, verdicts
from designlint.check import check, understood
from designlint.commands.verify import row_of
from designlint.config import Settings
from designlint.drawing import Drawing, fitting, is_wall
from designlint.language.project import load_text
from designlint.plugins import load_registry
from designlint.render import json_format, verdicts_json
from designlint.render.diagram import dot
from designlint.render.svg import finished
from designlint.schema.declarations import DECLARATIONS
from designlint.schema.relation import RELATION_PROPERTIES
from designlint.views import VIEWS

NAME = "playground.design"
_REGISTRY = load_registry()
_DRAWN: dict[str, Drawing] = {}
"""What was drawn last, until its layout comes back."""


def vocabulary() -> str:
    """The words of the language by what they are, for colours and completion."""
    kinds = _REGISTRY.kinds
    return json.dumps(
        {
            "declarations": {word: one.doc for word, one in DECLARATIONS.items()},
            "kinds": {name: kind.doc for name, kind in kinds.items()},
            "properties": {
                key.name: key.doc
                for keys in (
                    *(one.properties.values() for one in DECLARATIONS.values()),
                    *(kind.properties.values() for kind in kinds.values()),
                    RELATION_PROPERTIES,
                )
                for key in keys
            },
            "metrics": {name: metric.doc for name, metric in _REGISTRY.metrics.items()},
        }
    )


def checked(text: str) -> str:
    """Findings and verdicts of a design, and the names that a picture can be of."""
    made = check(load_text(text, NAME), _REGISTRY, Settings(), date.today())
    judged = [*made.facts[verdicts], *made.facts[expectations]]
    design = made.facts.design
    return json.dumps(
        {
            **json.loads(json_format.render(made.result)),
            "verdicts": json.loads(verdicts_json.render([row_of(one) for one in judged]))[
                "verdicts"
            ],
            "views": {
                name: list(design.flows if view.of == "flow" else design.scenarios)
                if view.of
                else None
                for name, view in VIEWS.items()
            },
        }
    )


def drawn(text: str, view: str, of: str) -> str:
    """A view of a design in the DOT language; `dressed` finishes its layout."""
    facts = understood(load_text(text, NAME), _REGISTRY).facts
    drawing = fitting(VIEWS[view].draw(facts, of))
    if is_wall(drawing):
        raise ValueError("too many nodes and lines to read")
    _DRAWN["last"] = drawing
    return dot(drawing)


def dressed(svg: str) -> str:
    """The layout of what was drawn last, with words for screen readers and colours for light and dark."""
    return finished(svg, _DRAWN["last"])
