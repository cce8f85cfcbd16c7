"""The keys of `designlint.yaml`: the form of each, what it means, and an example.

The reader, the reference page, `designlint config` and the JSON Schema are all made from this table.
"""

from __future__ import annotations

import re

from designlint.base.records import NamedTuple
from designlint.config.forms import (
    Address,
    Field,
    ListOf,
    MapOf,
    Notes,
    OneOf,
    Record,
    Schema,
    Text,
)
from designlint.config.nodes import Node
from designlint.config.patterns import no_pattern
from designlint.config.selectors import ALL
from designlint.config.settings import SEVERITIES
from designlint.config.version import unreadable_version
from designlint.diagnostics.policy import DEFAULT_PROFILE, GRADES, PROFILES
from designlint.language.suggest import clip

CODE_PATTERN = r"^[A-Z]+\d*$"
_OPTION_PATTERN = r"^[A-Z]+\d+$"
_PROFILE_PATTERN = r"^[a-z][a-z0-9_-]*$"
_PACKAGE_PATTERN = r"^[A-Za-z][A-Za-z0-9_-]*$"


def _no_code(text: str) -> str:
    if re.match(CODE_PATTERN, text):
        return ""
    return f"`{clip(text)}` is no code or family of codes, such as SPF001 or SPF"


def _no_rule(text: str) -> str:
    return "" if re.match(_OPTION_PATTERN, text) else f"`{clip(text)}` is no code, such as SPF001"


def _no_path(text: str) -> str:
    return "" if text.strip(". ") else f"`{clip(text)}` names no element"


def _no_grade(text: str) -> str:
    return "" if text in GRADES else f"`{clip(text)}` is no grade: {', '.join(GRADES)}"


def _no_profile_name(text: str) -> str:
    if text in PROFILES:
        return f"`{text}` is a built-in profile"
    return "" if re.match(_PROFILE_PATTERN, text) else f"`{clip(text)}` is no name in lower case"


def _no_package(text: str) -> str:
    fits = re.match(_PACKAGE_PATTERN, text)
    return "" if fits else f"`{clip(text)}` is no name of a package, such as acme_designs"


CODE = Text("a code or family of codes", _no_code, CODE_PATTERN)
CODES = ListOf(CODE, "a list of codes or families of codes")
PATTERNS = ListOf(Text("a pattern", no_pattern), "a list of patterns")
PATHS = ListOf(Text("a dotted path", _no_path), "a list of dotted paths")
NAMES = ListOf(Text("a name"), "a list of names")
LEVEL = OneOf("severity", SEVERITIES)
LEVELS = MapOf(CODE, LEVEL, "a mapping of codes or families to severities")


class Unread(NamedTuple):
    """The options of a rule: they are kept as a node, for they are read when the rules are known."""

    words: str = "a mapping of options to values"

    def read(self, node: Node, at: Address, notes: Notes) -> Node:
        """The node itself."""
        notes.stated[at] = node.span
        return node

    def schema(self) -> Schema:
        """Any object."""
        return {"type": "object"}


OPTIONS = MapOf(
    Text("a code", _no_rule, _OPTION_PATTERN), Unread(), "a mapping of codes to their options"
)
OTHER_WORDS = {
    "disable": "ignore",
    "enable": "extend-select",
    "exclusions": "exclude",
    "extend": "extends",
    "failOn": "fail-on",
    "ignorePatterns": "exclude",
    "ignore-paths": "exclude",
    "ignore_paths": "exclude",
    "includes": "extends",
    "paths": "files",
    "per-file-ignores": "overrides",
    "rule-options": "options",
    "rules": "severity",
    "severities": "severity",
    "targets": "files",
}
"""What other tools call these keys."""


OVERRIDE = Record(
    {
        "files": Field(PATTERNS, "The files that the override applies to, as in a `.gitignore`."),
        "elements": Field(
            PATHS,
            "The elements that the override applies to, by dotted path: `payments.*`. `*` is any part of one "
            "name and `**` anything; a pattern covers what is inside an element, too.",
        ),
        "ignore": Field(CODES, "Codes that are not checked there."),
        "severity": Field(LEVELS, "The severity of codes or families there."),
        "profile": Field(
            Text("the name of a profile"),
            "The profile there, from which the severity follows; it brings its `fail-on`.",
        ),
        "fail-on": Field(LEVEL, "`check` ends with exit code 1 from this severity on there."),
        "options": Field(
            OPTIONS,
            "The options of rules there, by code. An option that is not stated there is as everywhere else.",
        ),
    },
    "a mapping with `files` or `elements`, and with what is different there",
    "key of an override",
    OTHER_WORDS,
)
PROFILE = Record(
    {
        "extends": Field(
            OneOf("profile", {name: name for name in PROFILES}),
            "The built-in profile that it changes.",
            default=DEFAULT_PROFILE,
        ),
        "grades": Field(
            MapOf(
                Text("a grade", _no_grade, f"^({'|'.join(GRADES)})$"),
                LEVEL,
                "a mapping of grades to severities",
            ),
            "The severity of the findings of a grade, wherever they are found.",
        ),
        "fail-on": Field(LEVEL, "`check` ends with exit code 1 from this severity on."),
    },
    "a mapping with `extends`, `grades` or `fail-on`",
    "key of a profile",
)
PLUGINS = Record(
    {
        "enable": Field(NAMES, "Use only these of the installed third-party plugins."),
        "disable": Field(
            NAMES, "Do not use these plugins; the built-in rules are the plugin `designlint`."
        ),
    },
    "a mapping with `enable` or `disable`",
    "key of plugins",
)
KEYS = Record(
    {
        "extends": Field(
            ListOf(
                Text("a file, such as `../designlint.yaml`, or `pkg:NAME`"),
                "a list of files or packages",
            ),
            "Files of the repository, or installed packages (`pkg:acme_designs`), whose settings hold "
            "here as well; what this file states goes before them.",
        ),
        "root": Field(
            Text("a folder"),
            "The folder that imports may not leave, relative to this file; usually that of the "
            "repository.",
        ),
        "select": Field(
            CODES,
            f"Check these codes or families only; a prefix stands for all codes that begin with it, "
            f"`{ALL}` for every code.",
        ),
        "extend-select": Field(CODES, "Check these codes or families as well."),
        "ignore": Field(
            CODES,
            "Do not check these. Where `select` and `ignore` both name a code, the longer prefix decides.",
        ),
        "severity": Field(LEVELS, "The severity of codes or families; the longest prefix decides."),
        "profile": Field(
            Text("the name of a profile"),
            f"How severe findings are by their grade: {', '.join(f'`{p}`' for p in PROFILES)}, or "
            "a profile of your own.",
            default=DEFAULT_PROFILE,
        ),
        "profiles": Field(
            MapOf(
                Text("a name", _no_profile_name, _PROFILE_PATTERN),
                PROFILE,
                "a mapping of names to profiles",
            ),
            "Profiles of your own, by name.",
        ),
        "fail-on": Field(
            LEVEL,
            "`check` ends with exit code 1 from this severity on; usually that of the profile.",
        ),
        "options": Field(OPTIONS, "The options of rules, by code."),
        "overrides": Field(
            ListOf(OVERRIDE, "a list of overrides", lone=False),
            "Other settings for some files or elements. Where several apply to a finding, "
            "the last decides.",
        ),
        "exclude": Field(
            PATTERNS,
            "Files and folders that `check`, `format` and `baseline` leave out, named or found, as in a "
            "`.gitignore`, relative to the folder of the configuration.",
        ),
        "plugins": Field(PLUGINS, "Which of the installed plugins are used."),
        "catalogue": Field(
            NAMES,
            "Folders with technologies of your own, a YAML file each: inside the folder of the "
            "configuration, or of a package (`pkg:acme_designs/technologies`).",
        ),
        "packages": Field(
            MapOf(
                Text("a name", _no_package, _PACKAGE_PATTERN),
                Text("a folder"),
                "a mapping of names to folders",
            ),
            "Folders of the repository whose designs any design may import by name: "
            '`import "pkg:NAME/file.design"`. Installed Python packages need not be named.',
        ),
        "report-template": Field(
            Text("a folder"),
            "A folder inside the folder of the configuration with templates of your own for "
            "`designlint report`.",
        ),
        "required-version": Field(
            Text("a version, such as `>=0.1`", unreadable_version),
            "Which versions of designlint may check this project, such as `>=0.1,<0.3`.",
        ),
    },
    "a mapping of keys to values",
    also=OTHER_WORDS,
)
