"""The folder of a team's own templates that its configuration names."""

from __future__ import annotations

from pathlib import Path

from designlint.base.reading import is_folder
from designlint.config import CONFIG, ConfigError, Settings


def template_folder(settings: Settings) -> Path | None:
    """The folder, or None where the configuration names none. Raises ConfigError where it is no folder
    inside of that of the configuration."""
    if not settings.report_template:
        return None
    span, stated = settings.stated[("report-template",)], settings.report_template
    root = settings.home("report-template").folder
    folder = (root / settings.report_template).resolve()
    if not folder.is_relative_to(root):
        raise ConfigError((CONFIG.at(span, problem=f"`{stated}` is outside of this folder"),))
    if not is_folder(folder):
        raise ConfigError((CONFIG.at(span, problem=f"there is no folder `{stated}`"),))
    return folder
