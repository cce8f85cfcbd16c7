"""Runs the README's commands, and can write their output into it."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from pathlib import Path
from unittest.mock import patch

from designlint.cli import main
from tests.readme.blocks import README, ROOT, WIDTH, Shown, Written, normal, parts
from tests.readme.picture import picture

OUTAGE = "examples/outages/38_github_split"
PICTURE = ROOT / ".docs" / "check.svg"
# The diagrams by their files, with the command that draws each.
DIAGRAMS = {
    ROOT / ".docs" / "failure.svg": ["examples/shortlink.design", "--view", "failure"],
    ROOT / ".docs" / "outage-before.svg": [f"{OUTAGE}/before.design", "--view", "failure"],
    ROOT / ".docs" / "outage-after.svg": [f"{OUTAGE}/after.design", "--view", "failure"],
    ROOT / ".docs" / "designlint.svg": ["examples/designlint/main.design"],
}
PICTURED = ["check", "examples/shortlink.design", "--select", "SPF001,VER001"]


def outputs(readme: str) -> Iterator[tuple[Shown, str]]:
    """Each command with what it prints now."""
    with tempfile.TemporaryDirectory() as folder:
        for part in parts(readme):
            if isinstance(part, Written):
                path = Path(folder, part.name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(part.text, encoding="utf-8")
            else:
                here = ROOT if any(w.startswith("examples/") for w in part.command) else folder
                yield part, run(part.command, Path(here), WIDTH)


def run(command: list[str], folder: Path, width: int) -> str:
    """What a command prints, without what differs from run to run."""
    out = io.StringIO()
    with chdir(folder), redirect_stdout(out), patch.dict(os.environ, {"COLUMNS": str(width)}):
        main(command)
    return normal(out.getvalue())


def refreshed(readme: str) -> str:
    """The README with each output as it is now."""
    for shown, output in reversed(list(outputs(readme))):
        readme = readme[: shown.start] + output + readme[shown.end :]
    return readme


def current_picture() -> str:
    """The picture of a check as it is now."""
    coloured = run([*PICTURED, "--color", "always"], ROOT, WIDTH)
    return picture(f"$ designlint {' '.join(PICTURED)}\n{coloured}")


def current_diagram(file: Path) -> str:
    """A diagram as it is now. Where things stand in it, the machine's fonts decide, too."""
    return run(["diagram", *DIAGRAMS[file]], ROOT, WIDTH)


def write() -> None:
    """Bring the README and its pictures up to date."""
    for file in DIAGRAMS:
        file.write_text(current_diagram(file), encoding="utf-8")
    README.write_text(refreshed(README.read_text(encoding="utf-8")), encoding="utf-8")
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(current_picture(), encoding="utf-8")
