"""What a user has set in the editor."""

from __future__ import annotations

from collections.abc import Mapping

from designlint.base.records import NamedTuple

SECTION = "designlint"


class Preferences(NamedTuple):
    """Whether hints and lenses are shown, and the configuration file that takes the place of those found."""

    inlay_hints: bool = True
    code_lens: bool = True
    config: str | None = None


_KEYS = {"inlayHints": "inlay_hints", "codeLens": "code_lens", "config": "config"}


def preferences(given: object) -> Preferences:
    """The preferences in what an editor sends: its settings as a whole, or those of designlint alone. What is
    of another type than it should be counts as not set."""
    usual = Preferences()
    found = given.get(SECTION, given) if isinstance(given, Mapping) else None
    if not isinstance(found, Mapping):
        return usual
    stated = {
        field: found[key]
        for key, field in _KEYS.items()
        if isinstance(found.get(key), str if field == "config" else bool)
    }
    # An empty text is how settings say that none is chosen.
    return usual._replace(**{**stated, "config": stated.get("config") or None})
