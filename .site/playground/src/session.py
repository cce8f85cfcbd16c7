"""What the page asks of designlint: a design as text, and everything about it as JSON.

The same engine and the same JSON as those of the command line; nothing is read from or written to files.
"""

import json
from datetime import date
from typing import Any

from designlint.analyses.verdicts.verdicts import expectations, verdicts
from designlint.check import check
from designlint.commands.verify import row_of
from designlint.config import Settings
from designlint.drawing import Sequence, fitting
from designlint.language.project import load_text
from designlint.registry import load_registry
from designlint.render import json_format, verdicts_json
from designlint.render.pictures import dot
from designlint.render.sequence import svg as sequence_svg
from designlint.render.svg import finished
from designlint.schema.declarations import DECLARATIONS
from designlint.schema.relation import RELATION_PROPERTIES
from designlint.views import VIEWS

NAME = "playground.design"
_REGISTRY = load_registry()
_LAST: dict[str, Any] = {}
"""The design that was checked last, and the graph that was drawn last."""


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
    made = _LAST["checked"] = check(load_text(text, NAME), _REGISTRY, Settings(), date.today())
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


def drawn(view: str, of: str) -> str:
    """A view of the design that was checked last: a sequence diagram as it is, else a graph in the DOT
    language, whose layout `dressed` finishes."""
    made = _LAST["checked"]
    picture = VIEWS[view].draw(made.facts, of, made.result.diagnostics)
    if isinstance(picture, Sequence):
        return json.dumps({"svg": sequence_svg.render(picture)})
    _LAST["picture"] = picture = fitting(picture)
    return json.dumps({"dot": dot(picture)})


def dressed(svg: str) -> str:
    """The layout of what was drawn last, with words for screen readers and colours for light and dark."""
    return finished(svg, _LAST["picture"])
