"""Writing files so that no reader ever finds half of one."""

from __future__ import annotations

import os
from pathlib import Path


def write_atomically(path: Path, text: str) -> None:
    """Put a file's new text in its place at once, in UTF-8 and with the permissions it had.

    A link stays a link: what it leads to is written. Raises OSError, and then leaves the old file.
    """
    from tempfile import mkstemp  # only a command that writes needs it

    target = path.resolve()
    handle, name = mkstemp(dir=target.parent, prefix=f".{target.name}.")
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
        new.chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask())
        new.replace(target)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
