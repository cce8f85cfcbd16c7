"""`designlint explain`: a part of the reference in the terminal."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from designlint.console.command import FINE, Output, Terminal, UsageError
from designlint.language.suggest import did_you_mean
from designlint.plugins import load_registry
from designlint.reference.lookup import Lookup
from designlint.reference.markdown import paragraphs
from designlint.reference.sentences import sentence_entry
from designlint.reference.terminal import render


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of `explain`."""
    parser.add_argument(
        "word",
        nargs="*",
        metavar="WORD",
        help="a code or the name of a rule, declaration, kind, property, metric, technology, hook or topic; "
        "or the text of a requirement in quotes (default: list them all)",
    )


def run(arguments: Namespace, terminal: Terminal) -> Output:
    """All pages of a word, one after the other, or what is read in a sentence; without a word, the list."""
    with arguments.clock.stage("plugins"):
        registry = load_registry()
    with arguments.clock.stage("render"):
        lookup = Lookup(registry)
        text = _found(lookup, " ".join(arguments.word)) if arguments.word else _index(lookup)
        text = render(text, columns=terminal.width, colour=terminal.colour)
    return Output(text, FINE)


def _found(lookup: Lookup, word: str) -> str:
    entries = lookup.find(word)
    sentence = None if entries else sentence_entry(word)
    if sentence is not None:
        entries = [sentence]
    if not entries:
        near = did_you_mean(word, lookup.words())
        hint = near or "; `designlint explain` lists all pages"
        raise UsageError(f"no page about `{word}`{hint}")
    parts = []
    for entry in entries:
        title = entry.title or f"{entry.name} ({entry.kind})"
        parts.append(f"# {title}\n\n{entry.body}")
    return paragraphs(*parts)


def _index(lookup: Lookup) -> str:
    groups = [f"## {title}\n\n{', '.join(names)}" for title, names in lookup.groups().items()]
    return paragraphs("`designlint explain WORD` explains any of these.", *groups)
