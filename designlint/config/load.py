"""`designlint.yaml`: found upward from a design, and read into settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from designlint import __version__
from designlint.config.codes import WRONG_VERSION, ConfigError
from designlint.config.forms import Notes
from designlint.config.keys import KEYS
from designlint.config.nodes import read_file
from designlint.config.overrides import Override
from designlint.config.settings import OwnProfile, Plugins, Settings, unknown_profile
from designlint.config.version import allows
from designlint.policy import DEFAULT_PROFILE


def load_settings(path: Path, name: str) -> Settings:
    """Read a configuration file; `name` is what messages call it. Raises ConfigError with a
    diagnostic at each mistake."""
    root = read_file(path, name)
    notes = Notes()
    read = KEYS.read(root, (), notes)
    required = read.get("required-version", "")
    at = notes.stated.get(("required-version",))
    if required and at is not None and not allows(required, __version__):
        # A mistake may be valid in the required version, so no other one is reported.
        mismatch = WRONG_VERSION.at(at, required=required, version=__version__)
        raise ConfigError((mismatch,))
    profiles = {
        name: OwnProfile(**{key.replace("-", "_"): value for key, value in own.items()})
        for name, own in read.get("profiles", {}).items()
    }
    problem = unknown_profile(read.get("profile", DEFAULT_PROFILE), profiles)
    if problem and not notes.diagnostics:
        notes.wrong(notes.stated["profile",], problem)
    # A key with a mistake is not read, so it must not be reported as missing.
    stated = () if notes.diagnostics else read.get("overrides", ())
    overrides = tuple(_overrides(stated, notes))
    if notes.diagnostics:
        raise ConfigError(tuple(sorted(notes.diagnostics, key=lambda d: d.sort_key)))
    plain = {
        key.replace("-", "_"): value
        for key, value in read.items()
        if key not in ("overrides", "plugins", "profiles")
    }
    return Settings(
        **plain,
        overrides=overrides,
        profiles=profiles,
        plugins=Plugins(**read.get("plugins", {})),
        root=path.resolve().parent,
        stated={**notes.stated, **notes.keys},
    )


def _overrides(read: tuple[dict[str, Any], ...], notes: Notes) -> list[Override]:
    found = []
    for number, raw in enumerate(read):
        span = notes.stated["overrides", number]
        if not raw.get("files") and not raw.get("elements"):
            notes.wrong(span, "an override names the `files` or `elements` that it is about")
        elif "ignore" not in raw and "severity" not in raw:
            notes.wrong(span, "an override has `ignore` or `severity`, or it changes nothing")
        else:
            found.append(
                Override(
                    raw.get("files", ()),
                    raw.get("elements", ()),
                    raw.get("ignore", ()),
                    raw.get("severity", {}),
                    span,
                )
            )
    return found
