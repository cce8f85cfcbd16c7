"""Values that a technology cannot have, whatever its settings are."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.diagnostics.diagnostic import Diagnostic, Label
from designlint.language import codes
from designlint.language.catalogue import Never, Technology
from designlint.language.contradictions.figures import Figure, Figures
from designlint.schema.component import TECH
from designlint.schema.store import TOPOLOGY


def impossible(figures: Figures, found: Technology) -> Iterator[Diagnostic]:
    """What an element states and its technology can never be."""
    for never in found.never:
        wrong = (figure for word, figure in _stated(figures, never) if word in never.values)
        figure = next(wrong, None)
        if figure is not None:
            yield _diagnostic(figures, found, never, figure)


def _stated(figures: Figures, never: Never) -> Iterator[tuple[str, Figure]]:
    """The words that an element states for a property; several leaders are a topology, too."""
    leaders = figures.leaders if never.property == TOPOLOGY.name else None
    if leaders is not None and leaders.value > 1.0:
        yield "multi_leader", leaders
    for key in figures.stated:
        figure, known = figures.word(key), figures.known(key)
        if key.name == never.property and figure is not None and known is not None:
            yield str(known.value), figure


def _diagnostic(figures: Figures, found: Technology, never: Never, figure: Figure) -> Diagnostic:
    tech = figures.word(TECH)
    label = (Label(tech.span, f"{found.title}, {never.origin.date}"),) if tech is not None else ()
    return codes.TECHNOLOGY_CONTRADICTION.at(
        figure.span,
        secondary=label,
        help=(f"see {never.origin.page}",),
        title=found.title,
        stated=figure.text,
        fact=never.origin.note,
    )
