"""A design as it is declared, so that no rule of others changes it for those that come after."""

from __future__ import annotations

from typing import Any

from designlint.model import Design


class Untouched:
    """What a design declares before a guest gets it."""

    def __init__(self, design: Design) -> None:
        self._design = design
        self._before = dict(vars(design))
        self._mappings = {
            name: dict(value) for name, value in self._before.items() if type(value) is dict
        }

    def problem(self) -> str | None:
        """What a guest has changed in the meantime, which is undone; None where it is nothing."""
        changed = []
        now = vars(self._design)
        for name, value in self._before.items():
            kept = self._mappings.get(name)
            if now.get(name) is value and (kept is None or _is_same(value, kept)):
                continue
            changed.append(name)
            now[name] = value
            if kept is not None:
                value.clear()
                value.update(kept)
        return f"it changed the `{changed[0]}` of the design" if changed else None


def _is_same(one: Any, other: dict[Any, Any]) -> bool:
    pairs = zip(one.items(), other.items(), strict=False)
    return len(one) == len(other) and all(a[0] == b[0] and a[1] is b[1] for a, b in pairs)
