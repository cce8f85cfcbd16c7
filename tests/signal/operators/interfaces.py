"""Interfaces that do not keep what clients count on (API), or are not where the flows are (COV)."""

from __future__ import annotations

import re

from tests.signal.mutation import Change, Draft, Operator, Part

SERVICE = r"component (shop|desk|tracking|bank|office|hub|app|cell_one|board) :"
AT = r"replicas \d+ in [\w, ]*\w"
_API = 'style {style}; clients public; auth token; rate_limit 50 req/s per client; because "Asked for."'


def _offering(more: str, style: str = "rest", outside: str = "") -> Change:
    """A public interface with something more in its block, and more behind the design. `@user` stands
    for its first actor, `@first` for what that one calls, `@large` for data of which there is much, `@critical` for critical data."""

    def put(match: re.Match[str], part: Part, draft: Draft) -> str:
        text = f"{match[0]}; api open {{ {_API.format(style=style)}; {more} }}" + (
            f"\f{outside}\n" if outside else ""
        )
        found = {
            "@name": part.name,
            "@user": draft.found(r"^actor (\w+)"),
            "@first": draft.found(r"  \w+ -> (\w+)"),
            "@large": draft.found(r"^data (\w+) [^{]*\{[^}]*count \d+M"),
            "@critical": draft.found(r"^data (\w+) [^{]*\{[^}]*importance critical"),
        }
        if any(word in text and not name for word, name in found.items()):
            return ""
        for word, name in found.items():
            text = text.replace(word, name)
        return text

    return put


OPERATORS = (
    Operator(
        "pushes_over_soap",
        "API",
        SERVICE,
        AT,
        _offering(
            "serves FR1", "soap",
            "flow announce serves FR1 { rate 1 req/s peak; @name ~> @user, optional, encryption tls }",
        ),
        codes=("API001",),
    ),
    Operator("works_for_minutes", "API", SERVICE, AT, _offering("work 5min"), codes=("API002",), also=("SCA",)),
    Operator(
        "answers_with_all", "API", SERVICE, AT,
        _offering("operation list_all { reads @large; paginated no }"), codes=("API004",), also=("COV",),
    ),
    Operator(
        "repeats_writes", "API", SERVICE, AT,
        _offering("operation place { writes @critical; idempotent no }"), codes=("API005",), also=("COV",),
    ),
    Operator("breaks_clients", "API", SERVICE, AT, _offering("compatibility none"), codes=("API006",)),
    Operator(
        "enters_in_clear",
        "API",
        r"component (shop|desk|hub|app|office|cell_one) :",
        AT,
        _offering("compatibility additive", outside="@user -> @first { encryption none }"),
        codes=("API007",),
        also=("VER", "SEC"),
    ),
    Operator(
        "offered_elsewhere", "COV", r"component watch", AT,
        _offering("serves FR1"), codes=("COV009",), asks=True,
    ),
)  # fmt: skip
