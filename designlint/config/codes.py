"""The diagnostics of a configuration: the CFG family."""

from __future__ import annotations

from designlint.base.source import Source, Span
from designlint.diagnostics.diagnostic import Diagnostic, Severity
from designlint.language.codes import Code

CONFIG = Code(
    "CFG001",
    "configuration",
    Severity.ERROR,
    "{problem}",
    """The configuration, or a file of a catalogue that it names, has a mistake. Nothing is checked
    until the mistake is fixed, so that no finding is missed. The exit code is 2.""",
)
UNUSED_SETTING = Code(
    "CFG002",
    "setting-without-effect",
    Severity.WARNING,
    "{problem}",
    """A setting names a file, an element or a plugin that does not exist, so it has no effect. What
    it names was removed or renamed. An override is reported only when every design below the folder
    of the configuration was checked, or when no design there has a file that it names. A pattern of
    `exclude` is reported only where one that is nearly the same would exclude something.

    So is a file that looks like a configuration but is not read, such as `designlint.yml`.""",
)
WRONG_VERSION = Code(
    "CFG003",
    "required-version",
    Severity.ERROR,
    "this project requires designlint {required}, and this is {version}",
    """`required-version` keeps a team on versions that report the same findings. Nothing is checked
    with another version. The exit code is 2.""",
)

BROKEN_TEMPLATE = Code(
    "CFG004",
    "broken-template",
    Severity.ERROR,
    "this template cannot be used: {problem}",
    """A custom template of the review document has a mistake, or reads something other than the
    document. No document is written. The exit code is 2.""",
)

CONFIG_CODES = (CONFIG, UNUSED_SETTING, WRONG_VERSION, BROKEN_TEMPLATE)


class ConfigError(Exception):
    """A configuration that cannot be used, with its diagnostics."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__("; ".join(f"{d.primary.span}: {d.message}" for d in diagnostics))
        self.diagnostics = diagnostics


def fatal(source: Source, at: int, problem: str) -> ConfigError:
    """The error of a file that cannot be read beyond a place."""
    return ConfigError((CONFIG.at(Span(source, at, at), problem=problem),))
