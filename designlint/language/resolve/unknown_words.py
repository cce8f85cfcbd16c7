"""Words that are no property where they stand, and where they belong."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from designlint.diagnostics.diagnostic import Diagnostic
from designlint.language import codes
from designlint.language.suggest import nearest
from designlint.language.syntax.nodes import Term
from designlint.language.values import form
from designlint.schema.declarations import DECLARATIONS, STEP_WORDS
from designlint.schema.kinds import Kind
from designlint.schema.property import Property
from designlint.schema.relation import RELATION_PROPERTIES

if TYPE_CHECKING:
    from designlint.language.first_guesses import Guess

MAX_OWNERS = 4
"""The most kinds that a hint on another kind's property names."""
_LONGER = {
    "on": "on miss of CACHE",
    "or": "or else NODE",
    "from": "from leader",
    **{word: f"{word} DATA" for word in ("reads", "writes", "deletes")},
}
"""What follows the first word of a clause."""
_USUAL = ("component", "actor", "external", "data", "flow", "group", "region", "zone", "functional",
          "nonfunctional", "decision", "scenario")  # fmt: skip
_OF_CALLS = {key.name for key in RELATION_PROPERTIES}


def unknown_word(
    keyword: Term,
    allowed: Collection[str],
    what: str,
    kinds: Mapping[str, Kind],
    guess: Guess | None = None,
) -> Diagnostic:
    """The diagnostic for a word that is no property of `what` ("" at the top level); `guess` is what it
    means elsewhere."""
    hint = (guess.help,) if guess is not None else _belongs(keyword.text, what, kinds)
    near = None if hint else nearest(keyword.text, allowed)
    if not hint and near is None:
        hint = _listed(what, kinds)
    return codes.UNKNOWN_WORD.at(
        keyword.span,
        help=hint,
        what="property" if what else "declaration",
        word=keyword.text,
        where=f" of {one(what)}" if what else "",
        near=near,
        fix=guess.fix if guess is not None else None,
    )


def _listed(what: str, kinds: Mapping[str, Kind]) -> tuple[str, ...]:
    """Where all words are listed that are allowed."""
    if not what:
        return (f"declarations are {', '.join(_USUAL)}, ...",)
    if what in kinds or what in DECLARATIONS:
        return (f"`designlint explain {what}` lists the properties of {one(what)}",)
    return ()


def _belongs(word: str, what: str, kinds: Mapping[str, Kind]) -> tuple[str, ...]:
    """Where a word that is not allowed here is."""
    declaration = DECLARATIONS.get(word)
    if declaration is not None:
        places = [f"in {one(w)}" if w else "at the top level" for w in declaration.within]
        return (f"`{word}` is declared {' or '.join(places)}",)
    if what == "call" and word in STEP_WORDS:
        clause = _LONGER.get(word, word)
        return (f"`{clause}` stands behind the last name: `a -> b, {clause}`",)
    if word in _OF_CALLS:
        return (f"`{word}` belongs to a call: `a -> b {{ {word} ... }}`",)
    around = what.strip("`")
    stating = _stating(word, around, kinds) if what != around else None
    if stating is not None:
        return (f"`{word}` stands before the block: {form(stating)}",)
    if what != around and any({word, around} <= k.properties.keys() for k in kinds.values()):
        return (f"`{word}` stands beside `{around}`, in the block around it",)
    owners = [k.name for k in kinds.values() if word in k.properties]
    owners += [d.keyword for d in DECLARATIONS.values() if word in d.properties]
    if not owners:
        return _within(word, what, kinds)
    if not what:
        return (f"`{word}` is a property: write it in the block of its owner",)
    named = ", ".join(f"`{owner}`" for owner in owners[:MAX_OWNERS])
    more = ", ..." if len(owners) > MAX_OWNERS else ""
    return (f"`{word}` is a property of {named}{more}",)


def _within(word: str, what: str, kinds: Mapping[str, Kind]) -> tuple[str, ...]:
    """The statement in whose block a word is a property; those that may stand here come first."""
    own = kinds[what].properties if what in kinds else {}
    tables = [own, *(kind.properties for kind in kinds.values())]
    found = [key.name for table in tables for key in table.values() if word in key.details]
    return (
        (f"`{word}` stands in the block of `{found[0]}`: `{found[0]} ... {{ {word} ... }}`",)
        if found
        else ()
    )


def _stating(word: str, around: str, kinds: Mapping[str, Kind]) -> Property[Any] | None:
    """The property of a name in whose value, not in its block, a word stands."""
    tables = (kind.properties for kind in kinds.values())
    found = next((table[around] for table in tables if around in table), None)
    words = re.findall(r"[a-z_]+", re.sub(r"<[^>]*>", "", found.shape)) if found else ()
    return found if word in words else None


def one(what: str) -> str:
    """An owner of properties with its article: `a cache`; a property's own name and `data` have none."""
    return what if what.startswith("`") or what == "data" else f"{article(what)} {what}"


def article(word: str) -> str:
    """`a` or `an`, by the sound that a word begins with."""
    return "an" if word[:1].lower() in "aeiou" else "a"
