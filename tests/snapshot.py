"""Expected output kept in files: compared, or rewritten with `pytest --update-snapshots`."""

from __future__ import annotations

from pathlib import Path

_modes = {"update": False}


def update(yes: bool) -> None:
    """Choose between writing snapshots and comparing with them."""
    _modes["update"] = yes


def check(path: Path, text: str) -> None:
    """Compare `text` with the snapshot at `path`, byte for byte."""
    if _modes["update"]:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        return
    assert path.is_file(), f"no snapshot {path.name}: run pytest --update-snapshots and look at it"
    expected = path.read_bytes().decode()
    assert text == expected, f"{path.name} differs; if rightly so: pytest --update-snapshots"
