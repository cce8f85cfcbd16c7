"""Settings: which codes are checked, how grave they are, which files are left out.

They come from the command line and from `designlint.yaml`; a mistake in that file is told at its own
line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from designlint.diagnostic import Diagnostic, Severity
from designlint.language.codes import Code
from designlint.language.suggest import clip, did_you_mean
from designlint.source import Source, Span

FILE_NAME = "designlint.yaml"
MAX_BYTES = 1_000_000

_CODE = re.compile(r"[A-Z]+\d*")
_NO_CODE = "is no code or family of codes, such as SPF001 or SPF"
SEVERITIES = {str(severity): severity for severity in Severity}

CONFIG = Code(
    "CFG001",
    "configuration",
    Severity.ERROR,
    "{problem}",
    """The configuration says something that designlint cannot follow. Nothing is checked until it is
    mended, so that no finding is missed by a slip. The exit code is 2.""",
)


class Settings(NamedTuple):
    """What applies to a run. An empty `select` means all codes; a prefix stands for its family."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = MappingProxyType({})
    exclude: tuple[str, ...] = ()

    def selects(self, code: str) -> bool:
        """Whether a code is checked: the longest prefix that names it decides, `ignore` at a tie."""
        chosen = _longest(code, self.select)
        left_out = _longest(code, self.ignore)
        if left_out and left_out >= chosen:
            return False
        return bool(chosen) or not self.select

    def why_not(self, code: str) -> str:
        """Why a code is not shown: `ignored` or `not selected`; empty when it is shown.

        What is wrong with a design's text or with the baseline is shown whatever is selected, and what
        is wrong with the configuration or with designlint itself cannot be left out.
        """
        if code.startswith(("CFG", "INT", "BAS001")):
            return ""
        ignored = bool(_longest(code, self.ignore))
        if code.startswith(("LNG", "BAS")) or self.selects(code):
            return "ignored" if ignored and code.startswith(("LNG", "BAS")) else ""
        return "ignored" if ignored else "not selected"

    def severity_of(self, code: str) -> Severity | None:
        """The configured severity of a code, by the longest prefix that names it."""
        prefix = max((p for p in self.severity if code.startswith(p)), key=len, default=None)
        return None if prefix is None else self.severity[prefix]

    def stamp(self, diagnostic: Diagnostic) -> Diagnostic | None:
        """The diagnostic with its configured severity, or None when its code is not checked."""
        if self.why_not(diagnostic.code):
            return None
        severity = self.severity_of(diagnostic.code)
        return diagnostic if severity is None else diagnostic._replace(severity=severity)

    def extended(
        self,
        select: tuple[str, ...] = (),
        extend_select: tuple[str, ...] = (),
        ignore: tuple[str, ...] = (),
        severity: Mapping[str, Severity] | None = None,
    ) -> Settings:
        """These settings with those of the command line on top."""
        chosen = (select or self.select) + extend_select if select or self.select else ()
        return self._replace(
            select=chosen,
            ignore=self.ignore + ignore,
            severity={**self.severity, **(severity or {})},
        )


class ConfigError(Exception):
    """A configuration that cannot be followed, as the diagnostics that say why."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__("; ".join(f"{d.primary.span}: {d.message}" for d in diagnostics))
        self.diagnostics = diagnostics


def find_config(start: Path) -> Path | None:
    """The nearest `designlint.yaml` in a folder or above it."""
    folder = start.resolve()
    for candidate in (folder, *folder.parents):
        path = candidate / FILE_NAME
        if path.is_file():
            return path
    return None


def load_settings(path: Path, name: str) -> Settings:
    """Read a configuration file. Raises ConfigError with a diagnostic at each mistake."""
    from ruamel.yaml import YAML  # only a project with a configuration needs it
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        data = path.read_bytes()
        if len(data) > MAX_BYTES:
            raise _fatal(Source(name, ""), 0, f"'{name}' has more than {MAX_BYTES:_} bytes")
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as trouble:
        problem = f"'{name}' cannot be read: {trouble.strerror}"
        raise _fatal(Source(name, ""), 0, problem) from None
    except UnicodeDecodeError as trouble:
        problem = f"'{name}' is not UTF-8: the byte at {trouble.start}"
        raise _fatal(Source(name, ""), 0, problem) from None
    source = Source(name, text)
    try:
        root = YAML(typ="rt", pure=True).load(text)
    except MarkedYAMLError as trouble:
        mark = trouble.problem_mark
        at = min(mark.index, len(text)) if mark is not None else 0
        raise _fatal(source, at, f"this is no YAML: {trouble.problem}") from None
    except RecursionError:
        raise _fatal(source, 0, "this nests too deep for a configuration") from None
    except (YAMLError, ValueError) as trouble:
        raise _fatal(source, 0, f"this is no YAML: {str(trouble).splitlines()[0]}") from None
    return _Reader(source).settings({} if root is None else root)


class _Reader:
    def __init__(self, source: Source) -> None:
        self._source = source
        self._diagnostics: list[Diagnostic] = []

    def settings(self, root: Any) -> Settings:
        known = {"select", "ignore", "severity", "exclude"}
        if not isinstance(root, dict):
            raise _fatal(self._source, 0, "the configuration is a mapping of keys to values")
        for key in root:
            if key not in known:
                suggestion = did_you_mean(str(key), known)
                self._tell(root, key, f"unknown key '{clip(str(key))}'{suggestion}")
        settings = Settings(
            self._codes(root, "select"),
            self._codes(root, "ignore"),
            self._severities(root),
            self._words(root, "exclude"),
        )
        if self._diagnostics:
            raise ConfigError(tuple(self._diagnostics))
        return settings

    def _words(self, root: Any, key: str) -> tuple[str, ...]:
        value = root.get(key)
        if value is None:
            return ()
        if isinstance(value, str):
            return (value,)
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            return tuple([str(part) for part in value])
        self._tell(root, key, f"'{key}' is a list of words")
        return ()

    def _codes(self, root: Any, key: str) -> tuple[str, ...]:
        codes = self._words(root, key)
        for code in codes:
            if not _CODE.fullmatch(code):
                self._tell(root, key, f"'{clip(code)}' in '{key}' {_NO_CODE}")
        return codes

    def _severities(self, root: Any) -> dict[str, Severity]:
        value = root.get("severity")
        if value is None:
            return {}
        if not isinstance(value, dict):
            self._tell(root, "severity", "'severity' maps codes or prefixes to severities")
            return {}
        found = {}
        for code, level in value.items():
            if not isinstance(code, str) or not _CODE.fullmatch(code):
                self._tell(value, code, f"'{clip(str(code))}' {_NO_CODE}")
            elif not isinstance(level, str):
                self._tell(
                    value, code, f"the severity of '{code}' is one of {', '.join(SEVERITIES)}"
                )
            elif level in SEVERITIES:
                found[code] = SEVERITIES[level]
            else:
                suggestion = did_you_mean(level, SEVERITIES)
                self._tell(value, code, f"unknown severity '{clip(level)}'{suggestion}")
        return found

    def _tell(self, mapping: Any, key: object, problem: str) -> None:
        positions = mapping.lc.data or {}
        if key not in positions:  # it comes from elsewhere, by a merge or an alias
            self._diagnostics.append(CONFIG.at(Span(self._source, 0, 0), problem=problem))
            return
        line, column = mapping.lc.key(key)
        start = self._source.offset(line + 1, column + 1)
        end = min(start + len(str(key)), len(self._source.text))
        self._diagnostics.append(CONFIG.at(Span(self._source, start, end), problem=problem))


def _longest(code: str, prefixes: tuple[str, ...]) -> int:
    """How long the longest prefix is that a code begins with; 0 for none. `ALL` names every code."""
    lengths = [len(p) for p in prefixes if code.startswith(p)]
    return max(lengths, default=1 if "ALL" in prefixes else 0)


def _fatal(source: Source, at: int, problem: str) -> ConfigError:
    return ConfigError((CONFIG.at(Span(source, at, at), problem=problem),))
