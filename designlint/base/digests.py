"""Digests of what is kept and of what it depends on: 40 hexadecimal digits.

`hashlib` offers the same function, but loads OpenSSL, which takes a twentieth of the time that an answer
from the cache takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import blake2b
else:
    try:
        from _blake2 import blake2b
    except ImportError:  # another implementation of Python
        from hashlib import blake2b

_SIZE = 20


def digest(data: bytes) -> str:
    """The digest of bytes (BLAKE2b)."""
    return blake2b(data, digest_size=_SIZE).hexdigest()


def digest_of(*parts: str) -> str:
    """The digest of texts in their order; file names that are no valid Unicode are allowed."""
    return digest("\0".join(parts).encode("utf-8", "surrogateescape"))
