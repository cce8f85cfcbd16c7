"""Settings: which codes are checked, with which severity, and which files are left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.config.overrides import Override
from designlint.config.selectors import ALL
from designlint.diagnostics.diagnostic import Diagnostic, Severity
from designlint.diagnostics.policy import DEFAULT_PROFILE, PROFILES, Grade, Levels, Profile
from designlint.language.suggest import clip

if TYPE_CHECKING:
    from designlint.config.nodes import Node

SEVERITIES = {str(severity): severity for severity in Severity}
# A Mapping cannot be changed, and unlike a proxy it can be sent to another process.
_NOTHING: Mapping[Any, Any] = {}


class Plugins(NamedTuple):
    """Which plugins are used: of those of others only `enable`, if it names any, and none of
    `disable`."""

    enable: tuple[str, ...] = ()
    disable: tuple[str, ...] = ()


class OwnProfile(NamedTuple):
    """A profile of a team: a built-in one, with other severities for some grades."""

    extends: str = DEFAULT_PROFILE
    grades: Mapping[Grade, Severity] = _NOTHING
    fail_on: Severity | None = None

    @property
    def levels(self) -> Profile:
        """How severe it makes the grades, and from which severity on a run fails."""
        base = PROFILES[self.extends]
        own = {grade: Levels.always(severity) for grade, severity in self.grades.items()}
        return Profile({**base.levels, **own}, self.fail_on or base.fail_on)


class Home(NamedTuple):
    """The folder of a configuration file, and the one that its paths may not leave. Patterns are
    relative to a folder of the `project`, also those of a package."""

    folder: Path
    bound: Path
    project: Path


class Settings(NamedTuple):
    """What applies to a run. An empty `select` means all codes; a prefix stands for its family.

    `profile` names a built-in profile or one of `profiles`. `fail_on` takes the place of what that says.
    `folder` is that of the configuration, and `root` the folder that imports may not leave, if it is
    stated. `stated` says where each value stands, `homes` in which folder each of the files is that
    are called so there, and `commanded` which keys the command line has set.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = _NOTHING
    exclude: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    fail_on: Severity | None = None
    profile: str = DEFAULT_PROFILE
    profiles: Mapping[str, OwnProfile] = _NOTHING
    options: Mapping[str, Node] = _NOTHING
    overrides: tuple[Override, ...] = ()
    plugins: Plugins = Plugins()
    catalogue: tuple[str, ...] = ()
    required_version: str = ""
    report_template: str = ""
    extends: tuple[str, ...] = ()
    root: str = ""
    packages: Mapping[str, str] = _NOTHING
    folder: Path | None = None
    homes: Mapping[str, Home] = _NOTHING
    stated: Mapping[tuple[str | int, ...], Span] = _NOTHING
    commanded: frozenset[str] = frozenset()

    @property
    def levels(self) -> Profile:
        """What the profile of the run says."""
        own = self.profiles.get(self.profile)
        return PROFILES[self.profile] if own is None else own.levels

    @property
    def texts(self) -> list[str]:
        """The texts that they were read from, each behind the name of its file."""
        sources = {id(span.source): span.source for span in self.stated.values()}
        return [part for one in sources.values() for part in (one.name, one.text)]

    @property
    def fails_from(self) -> Severity:
        """The severity from which on a run fails."""
        return self.fail_on or self.levels.fail_on

    def home(self, *address: str | int) -> Home:
        """The folder of the file that states a value: a path there is relative to it."""
        return self.homes[self.stated[address].source.name]

    def exclusions(self) -> dict[Path, list[str]]:
        """The patterns of `exclude` by the folder that they are relative to."""
        found: dict[Path, list[str]] = {}
        for number, pattern in enumerate(self.exclude):
            found.setdefault(self.home("exclude", number).project, []).append(pattern)
        return found

    def profile_named(self, name: str) -> Profile:
        """What a profile of that name says."""
        own = self.profiles.get(name)
        return PROFILES[name] if own is None else own.levels

    def levels_for(self, element: str, file: str) -> Profile:
        """What the profile says that holds for findings about an element in a file."""
        name = next((o.profile for o in self._over(element, file) if o.profile), "")
        return self.profile_named(name) if name and "profile" not in self.commanded else self.levels

    def fails(self, diagnostic: Diagnostic) -> bool:
        """Whether a finding makes the run fail. The command line goes before an override."""
        if "fail-on" in self.commanded:
            return diagnostic.severity >= self.fails_from
        for override in self._over(diagnostic.element, diagnostic.primary.span.source.name):
            if override.fail_on is not None:
                return diagnostic.severity >= override.fail_on
            if override.profile and self.fail_on is None and "profile" not in self.commanded:
                return diagnostic.severity >= self.profile_named(override.profile).fail_on
        return diagnostic.severity >= self.fails_from

    def chooses(self, code: str, element: str, file: str) -> int | None:
        """The number of the override whose options of a rule hold for a finding; None for none."""
        numbers = range(len(self.overrides) - 1, -1, -1)
        found = zip(numbers, reversed(self.overrides), strict=True)
        return next((n for n, o in found if code in o.options and o.is_about(element, file)), None)

    def _over(self, element: str, file: str) -> Iterable[Override]:
        """The overrides that are about an element in a file, the last first."""
        return (o for o in reversed(self.overrides) if o.is_about(element, file))

    def selects(self, code: str) -> bool:
        """Whether a code is checked: the longest prefix that names it decides, `ignore` at a tie."""
        chosen = _longest(code, (*self.select, *self.extend_select))
        left_out = _longest(code, self.ignore)
        if left_out and left_out >= chosen:
            return False
        return bool(chosen) or not self.select

    def why_not(self, code: str, severity: Severity = Severity.ERROR) -> str:
        """Why a code is not shown: `ignored` or `not selected`; empty when it is shown.

        Mistakes in a design's text or the baseline are shown whatever is selected. So are mistakes in
        the configuration and failures of designlint itself; errors of these two cannot be ignored.
        """
        ignored = bool(_longest(code, self.ignore))
        if code.startswith(("CFG", "INT", "BAS001")):
            return "ignored" if ignored and severity is not Severity.ERROR else ""
        if code.startswith(("LNG", "BAS")) or self.selects(code):
            return "ignored" if ignored and code.startswith(("LNG", "BAS")) else ""
        return "ignored" if ignored else "not selected"

    def severity_of(self, code: str) -> Severity | None:
        """The configured severity of a code, by the longest prefix that names it."""
        return _by_longest(code, self.severity)

    def stamp(self, diagnostic: Diagnostic) -> Diagnostic | None:
        """The diagnostic with its configured severity, or None when it is not shown.

        Of the overrides that apply to it, the last one with its code decides.
        """
        code = diagnostic.code
        if self.why_not(code, diagnostic.severity):
            return None
        severity = self.severity_of(code)
        for override in self.overrides:
            if override.applies(diagnostic):
                if _longest(code, override.ignore):
                    return None
                severity = _by_longest(code, override.severity) or severity
        return diagnostic if severity is None else diagnostic._replace(severity=severity)

    def extended(
        self,
        select: tuple[str, ...] = (),
        extend_select: tuple[str, ...] = (),
        ignore: tuple[str, ...] = (),
        severity: Mapping[str, Severity] | None = None,
        fail_on: Severity | None = None,
        profile: str | None = None,
    ) -> Settings:
        """These settings with those of the command line on top. What it selects takes the place of
        what the configuration selects; the rest is added."""
        given = {
            "select": select,
            "extend-select": extend_select,
            "ignore": ignore,
            "severity": severity,
            "fail-on": fail_on,
            "profile": profile,
        }
        return self._replace(
            select=select or self.select,
            extend_select=extend_select if select else self.extend_select + extend_select,
            ignore=self.ignore + ignore,
            severity={**self.severity, **(severity or {})},
            fail_on=self.fail_on if fail_on is None else fail_on,
            profile=profile or self.profile,
            commanded=self.commanded
            | {key for key, value in given.items() if value}
            | {f"severity.{code}" for code in severity or {}},
        )


def unknown_profile(name: str, own: Iterable[str]) -> str:
    """What is wrong with the name of a profile; empty where there is one of that name."""
    names = (*PROFILES, *own)
    return (
        ""
        if name in names
        else f"there is no profile `{clip(name)}`; choose from {', '.join(names)}"
    )


def _longest(code: str, prefixes: tuple[str, ...]) -> int:
    """How long the longest prefix is that a code begins with; 0 for none. `ALL` names every code."""
    lengths = [len(p) for p in prefixes if code.startswith(p)]
    return max(lengths, default=1 if ALL in prefixes else 0)


def _by_longest(code: str, table: Mapping[str, Severity]) -> Severity | None:
    prefix = max((p for p in table if code.startswith(p)), key=len, default=None)
    return None if prefix is None else table[prefix]
