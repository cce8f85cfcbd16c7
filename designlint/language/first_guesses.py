"""What people write first, as other tools and the field have it, and what the language has for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Edit, Fix
from designlint.diagnostics.edits import replaced
from designlint.language.catalogue import aliases, technology
from designlint.language.guess_words import (
    CALLS,
    DECLARED_AS,
    KINDS_AS,
    LEFT_OUT,
    LOADS,
    METRICS,
    RENAMED,
    TITLES,
    VALUES_AS,
    WRITTEN_AS,
)
from designlint.language.suggest import clip
from designlint.language.syntax.nodes import Sentence, Term, head_span, span_between
from designlint.schema.choices import properties_with
from designlint.schema.kinds import Kind
from designlint.schema.relation import RELATION_PROPERTIES

OF_CALLS = frozenset(key.name for key in RELATION_PROPERTIES)
_PLACES = frozenset({"region", "zone", "location", "az", "datacenter", "dc", "availability_zone"})


class Guess(NamedTuple):
    """What to write in the place of a first guess, in words, and the edit where there is one."""

    help: str
    fix: Fix | None = None


def kind_of(word: str, kinds: Mapping[str, Kind]) -> tuple[str, str]:
    """The kind of component that a word means elsewhere, and the technology where it is one; both empty
    where it means none."""
    if word in kinds:
        return word, ""
    folded = word.lower()
    if folded in KINDS_AS and KINDS_AS[folded] in kinds:
        return KINDS_AS[folded], ""
    found = technology(aliases().get(folded, folded))
    known = [kind for kind in found.kinds if kind in kinds] if found is not None else []
    return (known[0], folded) if known else ("", "")


def guessed_kind(
    statement: Sentence, term: Term, kinds: Mapping[str, Kind]
) -> tuple[str, Guess] | None:
    """The kind that the word of a component means, and what to write."""
    kind, tech = kind_of(term.text, kinds)
    if not kind:
        return None
    if not tech:
        return kind, Guess(f"write `{kind}`", replaced(f"write `{kind}`", term.span, kind))
    shown = f"{kind} {{ tech {tech} }}"
    if statement.block is None:
        at, text = statement.last.span_behind, f" {{ tech {tech} }}"
    else:
        at, text = statement.block.opening.span_behind, f" tech {tech};"
    edits = (Edit(term.span, kind), Edit(at, text))
    return kind, Guess(
        f"`{clip(term.text)}` is a technology: write `{shown}`", Fix(f"write `{shown}`", edits)
    )


def guessed_declaration(statement: Sentence, kinds: Mapping[str, Kind]) -> Guess | None:
    """What to write for a statement that begins with a word of another language."""
    word = statement.keyword.text
    first = statement.clauses[0][0] if statement.clauses else None
    name = first.text if first is not None and first.type == "NAME" else "NAME"
    kind, tech = kind_of(word, kinds)
    if kind:
        text = f"component {name} : {kind}"
        more = f" {{ tech {tech} }}" if tech else ""
        span = (
            span_between(statement.keyword, first) if first is not None and name != "NAME" else None
        )
        fix = replaced(f"write `{text}`", span, text) if span is not None and not tech else None
        return Guess(f"write `{text}{more}`", fix)
    declared = DECLARED_AS.get(word.lower())
    if declared is None:
        return _guessed_step(statement)
    keyword, form = declared
    if not keyword:
        return Guess(form.format(name=name))
    title = f"write `{keyword}`"
    return Guess(
        f"write `{form.format(name=name)}`", replaced(title, statement.keyword.span, keyword)
    )


def guessed_property(
    statement: Sentence, what: str, allowed: Collection[str], kinds: Mapping[str, Kind]
) -> Guess | None:
    """What to write for a property that the language has under another name, or in another place."""
    word = statement.keyword.text.lower()
    value = _value(statement)
    if what == "flow":
        return _guessed_step(statement)
    for renamed in RENAMED.get(word, ()):
        if renamed.split()[0] in allowed:
            return _renamed(statement, renamed)
    belongs = [renamed for renamed in RENAMED.get(word, ()) if renamed in OF_CALLS]
    if belongs:
        return Guess(
            f"`{belongs[0]}` belongs to a call: `a -> b {{ {belongs[0]} {value or 'VALUE'} }}`"
        )
    if what.startswith("nonfunctional") and word in METRICS:
        return Guess(f"write `require {word} of FLOW {value or '>= VALUE'}`")
    if what in kinds and word in _PLACES:
        return Guess(f"write `in {value or 'PLACE'}`, the name of a declared region or zone")
    if word in TITLES:
        header = f"component NAME : {what}" if what in kinds else f"{what} NAME"
        text = value or '"..."'
        return Guess(f"the text stands behind the name: `{header} {text}`")
    return _elsewhere(statement, what, allowed)


def _elsewhere(statement: Sentence, what: str, allowed: Collection[str]) -> Guess | None:
    """What to write for a word that is no property of the block where it stands."""
    word, value = statement.keyword.text.lower(), _value(statement)
    if word in CALLS:
        return Guess(f"write the call as a step of a flow: `NAME -> {value or 'NAME'}`")
    if word in LEFT_OUT:
        return Guess(f"no analysis needs `{clip(word)}`: leave it out, or write it behind `#`")
    if word in METRICS:
        claim = f"{word} of NAME {value}".rstrip()
        return Guess(
            f'what is wanted is a requirement: `nonfunctional NAME "..." {{ require {claim} }}`'
        )
    if what == "actor" and word in LOADS:
        return Guess(
            f"how often they act is the `rate` of their flow: `rate {value or '100 req/s'}`"
        )
    form = WRITTEN_AS.get(word)
    return Guess(f"write {form}") if form else _guessed_value(statement, allowed)


def _guessed_value(statement: Sentence, allowed: Collection[str]) -> Guess | None:
    """`leader_follower`: a word that one property alone has among its values, without that property."""
    word = statement.keyword.text.lower()
    for meant in (word, *VALUES_AS.get(word, ())):
        names = [name for name in properties_with(meant) if name in allowed]
        if len(names) == 1:
            text = f"{names[0]} {meant}"
            return Guess(
                f"write `{text}`", replaced(f"write `{text}`", statement.keyword.span, text)
            )
    return None


def _renamed(statement: Sentence, renamed: str) -> Guess:
    value = _value(statement)
    if renamed in ("capacity", "rate") and value.replace("_", "").isdigit():
        value += " req/s"
    text = f"write `{clip(f'{renamed} {value}'.rstrip())}`"
    if not value:
        return Guess(text, replaced(text, statement.keyword.span, renamed))
    return Guess(text, replaced(text, head_span(statement), f"{renamed} {value}"))


def _guessed_step(statement: Sentence) -> Guess | None:
    """`cart calls store`, `cart => events`: a step has an arrow."""
    terms = [statement.keyword, *(term for clause in statement.clauses for term in clause)]
    words = [term.text for term in terms]
    if len(terms) > 2 and words[1] in CALLS and terms[2].type == "NAME":
        return Guess(f"write `{words[0]} -> {words[2]}`")
    if len(terms) > 3 and words[1:3] == ["=", ">"] and terms[3].type == "NAME":
        caller, callee = words[0], words[3]
        return Guess(
            f"write `{caller} -> {callee}`, or `{caller} ~> {callee}` for an asynchronous call"
        )
    return None


def _value(statement: Sentence) -> str:
    """What stands behind the first word, as it is written."""
    if not statement.clauses:
        return ""
    text = span_between(statement.clauses[0][0], statement.last).text
    return "" if "\n" in text else text
