"""What the rules found, and the risks that are accepted."""

from __future__ import annotations

from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Help
from designlint.document.values import Line, Place


class Finding(NamedTuple):
    """What a rule found; `key` is stable from run to run as long as the finding is there.

    `breaks` are the paths of the requirements that it breaks, `owner` is the team that answers for it,
    `consequences` are the findings that are reported beneath it, a line each.
    """

    key: str
    code: str
    severity: str
    message: str
    element: str
    place: Place | None
    witness: tuple[Line, ...] = ()
    help: tuple[Help, ...] = ()
    breaks: tuple[str, ...] = ()
    owner: str = ""
    consequences: tuple[str, ...] = ()


class Risk(NamedTuple):
    """An accepted risk: its findings are not counted. `state` is open, expired or unused."""

    code: str
    element: str
    reason: str
    until: str
    owner: str
    state: str
    covers: tuple[str, ...]
