"""`designlint explain`: a part of the reference in the terminal."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from designlint.console.command import FINE, Output, Terminal, UsageError
from designlint.language.suggest import did_you_mean, nearest
from designlint.reference.entry import Entry
from designlint.reference.lookup import Lookup
from designlint.reference.markdown import bullets, code, paragraphs
from designlint.reference.sentences import sentence_entry
from designlint.reference.terminal import render
from designlint.registry import load_registry

_MISSPELT = 0.86
"""A word that is as similar to a known one is more likely misspelt than another word."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of `explain`."""
    parser.add_argument(
        "word",
        nargs="*",
        metavar="WORD",
        help="a code or the name of a rule, declaration, kind, property, metric, technology, hook, topic or "
        "term of the field; "
        "or the text of a requirement in quotes (default: list them all)",
    )


def run(arguments: Namespace, terminal: Terminal) -> Output:
    """All pages of a word, one after the other, or what is read in a sentence; without a word, the list."""
    with arguments.clock.stage("plugins"):
        registry = load_registry()
    with arguments.clock.stage("render"):
        lookup = Lookup(registry)
        text = page_of(lookup, " ".join(arguments.word)) if arguments.word else _index(lookup)
        text = render(text, columns=terminal.width, colour=terminal.colour)
    return Output(text, FINE)


def page_of(lookup: Lookup, word: str) -> str:
    """What the reference has of a word, in Markdown. Raises UsageError where it has nothing."""
    entries = lookup.find(word)
    sentence = None if entries else sentence_entry(word)
    if sentence is not None:
        entries = [sentence]
    if not entries:
        return _near(lookup, word)
    parts = []
    for entry in entries:
        title = entry.title or f"{entry.name} ({entry.kind})"
        parts.append(f"# {title}\n\n{entry.body}")
    return paragraphs(*parts)


def _near(lookup: Lookup, word: str) -> str:
    """What there is of a word that no page is called by. Raises UsageError where there is nothing."""
    known = lookup.words()
    if forms := lookup.forms(word):
        return _listed(
            f"{code(word)} is a word of these. `designlint explain NAME` shows one.", forms
        )
    unknown = f"No page is called {code(word)}."
    if nearest(word, known, similarity=_MISSPELT) is None:
        if pages := lookup.mentions(word):
            return _listed(f"{unknown} These have the word:", pages)
        if pages := lookup.parts(word):
            return _listed(f"{unknown} These are about its parts:", pages)
    hint = did_you_mean(word, known) or "; `designlint explain` lists all pages"
    raise UsageError(f"no page about `{word}`{hint}")


def _listed(head: str, pages: list[Entry]) -> str:
    from designlint.reference.terms import summary

    return paragraphs(
        head, bullets([f"{code(page.name)} ({page.kind}): {summary(page)}" for page in pages])
    )


def _index(lookup: Lookup) -> str:
    groups = [f"## {title}\n\n{', '.join(names)}" for title, names in lookup.groups().items()]
    return paragraphs("`designlint explain WORD` explains any of these.", *groups)
