"""The page of the configuration, from the table of its keys and the options of rules."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from designlint.config import FILE_NAME
from designlint.config.finding import PYPROJECT
from designlint.config.forms import Field
from designlint.config.json_schema import json_schema
from designlint.config.keys import KEYS, OVERRIDE, PLUGINS
from designlint.config.options import options_of
from designlint.plugins.rule import Rule
from designlint.reference.entry import Page, Verbatim
from designlint.reference.markdown import block, code, link, paragraphs, prose, table

PATH = "configuration.md"
SCHEMA_PATH = "designlint.schema.json"
EXAMPLE = """
required-version: ">=0.1"
ignore: [DEC]
extend-select: [DEC001]        # the longer prefix decides
severity:
  SCA: warning
  SPF001: error
fail-on: warning
options:
  DEC001: { one_by_one: 5 }
overrides:
  - files: [legacy/]           # until the old designs are fixed
    ignore: [SPF, COV]
  - elements: [payments.*]
    severity: { SPF: error }
  - files: [sketches/]
    profile: sketch
exclude: [drafts/]
"""
EXTENDS_EXAMPLE = """
# services/payments/designlint.yaml
extends: [pkg:acme_designs, ../../designlint.yaml]
extend-select: [DEC001]        # what they ignore is checked here
severity: { SPF: error }
"""
CATALOGUE_EXAMPLE = """
title: Our message bus
kinds: [queue]
facts:
  - property: availability
    value: 99.95%
    kind: sla
    source: https://wiki.example.com/bus/agreement
    date: "2026-03"
"""


def configuration_page(rules: Mapping[str, Rule]) -> Page:
    """Every key with its form, every option of a rule, and the format of a catalogue."""
    body = paragraphs(
        f"The configuration of a design is `{FILE_NAME}`, or `[tool.designlint]` in `{PYPROJECT}`, in the "
        "folder of the design or the nearest folder above; where both are in one folder, the first. Each "
        "design of a run has its own, whatever else is checked. `--config FILE` names one file for all. "
        "`--select` replaces the `select` of the file; `--extend-select`, `--ignore` and `--severity` add "
        "to the file. `designlint config --path PATH` shows each setting for a file or folder with where "
        "it comes from.",
        block(EXAMPLE, "yaml"),
        _table("key", KEYS.fields.items()),
        "A mistake in the file is reported at its own line as [`CFG001`](rules/CFG001.md), and nothing "
        "is checked until it is fixed. A name of something that does not exist is reported as "
        "[`CFG002`](rules/CFG002.md), and so is a file that only looks like a configuration.",
        "## One configuration on top of others",
        "A nearer file takes the place of those above. To keep what they say, it names them in `extends`: "
        "by their paths, or as `pkg:NAME` for the file of an installed Python package, so that an "
        "organisation can publish one.",
        block(EXTENDS_EXAMPLE, "yaml"),
        "What a file states goes before what it extends; of several files that it extends, the last goes "
        "first. A single value and `select` are replaced, lists grow, mappings are joined key by key, and "
        "of the overrides those of the file come last. A code that the file selects is no longer ignored, "
        "and one that it ignores is no longer selected. Paths and patterns are relative to the file that "
        "states them, patterns of a package to the file that extends the package.",
        "A configuration is read as data: no package is imported, and no file outside the repository or "
        "the package is read, also through links.",
        "## The root of imports",
        "A design may import any file of its repository: the nearest folder above with `.git`, which is a "
        "file in worktrees and submodules. Without one, as in a container, the root is the outermost of "
        "the working folder, a folder that the command names, and the folders above the design that hold a "
        "configuration. `root` states another folder.",
        "## Overrides",
        "An override changes settings for some files or elements. Messages and `accept` name an element by "
        "its dotted path.",
        _table("key of an override", OVERRIDE.fields.items()),
        "## Plugins",
        _table("key of `plugins`", PLUGINS.fields.items()),
        "## Options of rules",
        table(("option", "value", "default", "meaning"), _options(rules)),
        "## Technologies of your own",
        "Each folder that `catalogue` lists holds one file for each technology, named like the "
        "technology: `bus.yaml` is `tech bus`. It replaces a built-in technology of the same name. The "
        "kinds of facts are those of the "
        f"{link('catalogue', 'technologies.md')}.",
        block(CATALOGUE_EXAMPLE, "yaml"),
        "## Editors",
        f"The {link('JSON Schema', SCHEMA_PATH)} lets an editor complete and check the file; "
        "`designlint config --schema` prints it with the options of the rules of plugins.",
    )
    return Page(PATH, "Configuration", "every key of `designlint.yaml`", body)


def schema_file(rules: Mapping[str, Rule]) -> Verbatim:
    """The JSON Schema as a file."""
    return Verbatim(SCHEMA_PATH, schema_text(rules))


def schema_text(rules: Mapping[str, Rule]) -> str:
    """The text of the JSON Schema."""
    return json.dumps(json_schema(rules), indent=2, ensure_ascii=False) + "\n"


def option_rows(rule: Rule) -> list[tuple[str, str, str, str]]:
    """The options of a rule: name, form, default, meaning."""
    record = options_of(rule)
    fields = record.fields if record is not None else {}
    return [
        (code(name), field.form.words, code(json.dumps(field.default).strip('"')), prose(field.doc))
        for name, field in fields.items()
    ]


def _options(rules: Mapping[str, Rule]) -> list[tuple[str, str, str, str]]:
    return [
        (f"{link(rule.code, f'rules/{rule.code}.md')} {name}", form, default, doc)
        for rule in rules.values()
        for name, form, default, doc in option_rows(rule)
    ]


def _table(head: str, fields: Iterable[tuple[str, Field]]) -> str:
    rows = [(code(name), field.form.words, field.doc + _default(field)) for name, field in fields]
    return table((head, "value", "meaning"), rows)


def _default(field: Field) -> str:
    return "" if field.default is None else f" Default: `{field.default}`."
