"""How the requirements of a document's design stand, for an editor's status bar."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.base.records import NamedTuple
from designlint.server.session import Session

VERDICTS = "designlint/verdicts"
"""The notification, which the protocol itself has not."""


class Standing(NamedTuple):
    """How many requirements of the first design that a document is a part of are met, violated, undecided:
    on assumptions or likely ones, too."""

    uri: str
    met: int
    violated: int
    undecided: int


def standings(session: Session) -> Iterator[Standing]:
    """Those of all open documents whose text the rules have judged."""
    for path in session.documents:
        main = session.main_of(path)
        known = session.known.get(main) if main is not None else None
        if known is None or known.checked is None:
            continue
        tally = known.checked.result.tally
        yield Standing(
            session.documents.uri(path),
            tally.met + tally.met_on_assumptions + tally.met_likely,
            tally.violated + tally.violated_on_assumptions + tally.violated_likely,
            tally.undecided,
        )
