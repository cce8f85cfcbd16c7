"""Edits of a text at random, as a client sends them."""

from __future__ import annotations

import random

from lsprotocol import types as lsp

PIECES = (
    "{", "}", '"', "\n", ";", " ", ",", "#", "0", "9", "%", "->", "replicas 2", "store", "shop", "order",
    "component x : cache { holds order }\n", "lose store\n", "accept SPF001 on store because \"x\"\n", "é",
)  # fmt: skip
GENTLE = (
    *[one for one in PIECES if one not in ("{", "}")], "{ }", "\n\n", "# c\n", "// x\n", ",\n", "\n{ ", "}\n",
    'because """x\n"""', "let most 3\n", "default cache { ttl 5min }\n", "template pool : cache { size 1GB }\n",
    "component y : pool { }\n", "shop -> store { retries 2 }\n",
)  # fmt: skip
"""Pieces that seldom leave a brace without its partner."""


class Typist:
    """Edits a text at random, and undoes what leaves little of it."""

    def __init__(self, text: str, seed: int, pieces: tuple[str, ...] = PIECES) -> None:
        self._random = random.Random(seed)
        self._first = text
        self._pieces = pieces
        self.text = text

    def edit(self) -> tuple[lsp.Range | None, str]:
        """The next edit, as a client sends it."""
        dice, text = self._random, self.text
        if (
            len(text) < len(self._first) // 2
            or len(text) > 2 * len(self._first)
            or dice.random() < (0.03 if self._pieces is PIECES else 0.2)
        ):
            self.text = self._first
            return None, self._first
        start = dice.randrange(len(text) + 1)
        end = min(len(text), start + dice.choice((0, 0, 0, 1, 3, 10)))
        piece = dice.choice(self._pieces) if dice.random() < 0.8 else ""
        place = lsp.Range(self._position(start), self._position(end))
        self.text = text[:start] + piece + text[end:]
        return place, piece

    def _position(self, offset: int) -> lsp.Position:
        line = self.text.count("\n", 0, offset)
        before = self.text[self.text.rfind("\n", 0, offset) + 1 : offset]
        return lsp.Position(line, len(before.encode("utf-16-le")) // 2)
