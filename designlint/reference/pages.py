"""All pages of the reference."""

from __future__ import annotations

from argparse import ArgumentParser

from designlint.plugins.hookspecs import PROJECT
from designlint.reference.commandline import command_page
from designlint.reference.configuration import configuration_page, schema_file
from designlint.reference.entry import Page, Verbatim
from designlint.reference.hooks import hook_page
from designlint.reference.kinds import kind_page
from designlint.reference.language import language_page
from designlint.reference.markdown import link, paragraphs, table
from designlint.reference.meaning import meaning_page
from designlint.reference.metrics import metric_page
from designlint.reference.others import other_entries
from designlint.reference.pictures import pictures_page
from designlint.reference.properties import property_page
from designlint.reference.report_schemas import report_schema_files
from designlint.reference.review import review_page
from designlint.reference.review import schema_file as review_schema_file
from designlint.reference.rules import rule_entries, rule_pages
from designlint.reference.severity import severity_page
from designlint.reference.technologies import technology_page
from designlint.reference.terms import glossary_page
from designlint.registry import Registry, installed, load_registry

HAND_WRITTEN = (
    ("Editors and assistants", "editors.md", "how to connect each editor, and what it shows"),
    ("Changelog", "CHANGELOG.md", "what each version added, changed and removed"),
    ("Stability and deprecation", "deprecation.md", "what may change between two versions"),
    ("Versions, tags and releases", "releasing.md", "how a version is numbered, named and made"),
    ("Names and messages", "style.md", "how designlint words what it reports"),
    ("Contributing", "../.github/CONTRIBUTING.md", "from a clone to a rule of your own"),
    ("Security", "../.github/SECURITY.md", "what each input may do, and how to report a weakness"),
)
"""The pages about the project, which are written by hand: title, path, what each has."""


def built_in() -> Registry:
    """What designlint itself has, whichever other plugins are installed."""
    return load_registry([e for e in installed() if e.dist is not None and e.dist.name == PROJECT])


def all_files(registry: Registry, parser: ArgumentParser) -> list[Page | Verbatim]:
    """Every page, and the files that are none; `parser` is that of the command line."""
    return [
        *all_pages(registry, parser),
        schema_file(registry.rules),
        review_schema_file(),
        *report_schema_files(),
    ]


def all_pages(registry: Registry, parser: ArgumentParser) -> list[Page]:
    """Every page, the index first; `parser` is that of the command line."""
    kinds = registry.kinds
    rules, *each_rule = rule_pages(registry.rules)
    main = [
        language_page(registry.metrics),
        kind_page(kinds),
        property_page(kinds),
        metric_page(registry.metrics.values()),
        meaning_page(),
        glossary_page([*rule_entries(registry.rules), *other_entries(registry)]),
        rules,
        severity_page(registry.rules),
        technology_page(kinds),
        command_page(parser),
        configuration_page(registry.rules),
        review_page(),
        pictures_page(),
        hook_page(),
    ]
    return [_index(main), *main, *each_rule]


def _index(pages: list[Page]) -> Page:
    rows = [(link(page.title, page.path), page.summary) for page in pages]
    body = paragraphs(
        "Everything that a design can state and that designlint can say of it. `designlint explain "
        "WORD` shows the part about a code, kind, property, metric, declaration or technology in "
        "the terminal.",
        table(("page", "has"), rows),
        "## The project",
        table(("page", "has"), [(link(title, path), has) for title, path, has in HAND_WRITTEN]),
    )
    return Page("README.md", "Reference", "the index", body)
