"""What the page asks of designlint: a design as text, and everything about it as JSON.

The same engine and the same JSON as those of the command line; nothing is read from or written to files.
"""

import json
from datetime import date
from typing import Any

from designlint.base.clock import Clock
from designlint.check import Checked, Understood
from designlint.config import Settings
from designlint.console.judging import judged
from designlint.console.questions.verdicts import Wanted
from designlint.drawing import Sequence, fitting
from designlint.language.project import load_text
from designlint.recheck import checked_again, nothing_kept, understood_again
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
_KEPT = nothing_kept()
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
    made = _LAST["checked"] = _again(text, _LAST.get("checked"))
    rows = judged(Understood(*made[:3]), Wanted()).rows
    design = made.facts.design
    return json.dumps(
        {
            **json.loads(json_format.render(made.result)),
            "verdicts": json.loads(verdicts_json.render(rows))["verdicts"],
            "views": {
                name: list(design.flows if view.of == "flow" else design.scenarios)
                if view.of
                else None
                for name, view in VIEWS.items()
            },
        }
    )


def _again(text: str, last: Checked | None) -> Checked:
    """The design of a text, checked but for what is as it was in the last one."""
    before = Understood(*last[:3]) if last else None
    project = load_text(text, NAME, before=before and before.project, parts=_KEPT.parts)
    known = understood_again(project, _REGISTRY, Clock(), _KEPT, before)
    return checked_again(known, _REGISTRY, Settings(), date.today(), last)


def drawn(view: str, of: str) -> str:
    """A view of the design that was checked last: a sequence diagram as it is, else a graph in the DOT
    language, whose layout `dressed` finishes."""
    made = _LAST["checked"]
    picture = VIEWS[view].draw(made.facts, of, made.result.diagnostics)
    if isinstance(picture, Sequence):
        return json.dumps({"svg": sequence_svg.render(picture)})
    _LAST["picture"] = picture = fitting(picture)
    # `dressed` gives it its title and legend.
    return json.dumps({"dot": dot(picture, titled=False)})


def dressed(svg: str) -> str:
    """The layout of what was drawn last, with words for screen readers and colours for light and dark."""
    return finished(svg, _LAST["picture"])
