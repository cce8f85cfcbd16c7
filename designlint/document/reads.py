"""What reads of data get."""

from __future__ import annotations

from designlint.base.records import NamedTuple
from designlint.document.claims import Claim
from designlint.document.values import Line


class Read(NamedTuple):
    """The guarantees of one component that may answer a read of a data item."""

    flow: str
    component: str
    delivers: tuple[str, ...]
    staleness: str
    why: tuple[Line, ...]
    stale_by: tuple[str, ...]


class Consistency(NamedTuple):
    """The requirements on the reads of a data item, and what each read delivers."""

    datum: str
    required: tuple[Claim, ...]
    delivers: tuple[str, ...]
    reads: tuple[Read, ...]
