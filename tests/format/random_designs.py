"""Random designs in random layouts: what anyone may write, as far as it has no syntax error."""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st

KEYWORDS = (
    "actor", "component", "data", "flow", "option", "accept", "functional", "tech", "holds",
    "replicas", "latency", "because", "set", "require", "topology", "import", "zone",
)  # fmt: skip
NAMES = (
    "a",
    "links",
    "eu-west.a",
    "a.b",
    "very_long_name_of_a_component",
    "on",
    "because",
    "until",
)
VALUES = (
    *NAMES, "5", "3", "99.9%", "40k req/s", "5 req/second", "7µs", "2TB", "400 USD/mo", "10x",
    "2027-06-30", ">=", "2 .. 10", "2..10", ": service", '"A title"', '""', '"a # no comment"',
    '"quoted \\" { ; }"', '"""long"""', '"""two\n   lines, # {"""', '"日本 e\u0301"',
    f'"{"long text " * 7}"',
)  # fmt: skip
COMMENTS = ("# why", "#", "#tight", "# ---- part ----", '# a { b ; "c" ,', "# trailing  \t")
BLANKS = ("", " ", "  ", "\t", "      ")
MAX_DEPTH = 4

_ROW_ENDS = ("; ", ";", " ;;  ", ";  # row\n", "\n;")


class _Writer:
    """Writes a design by throwing dice: much faster than drawing each word."""

    def __init__(self, dice: Random) -> None:
        self._dice = dice

    def region(self, depth: int) -> str:
        """What stands in a file or a block."""
        text = self._dice.choice((self._blanks(), self._line_ends()))
        for _ in range(self._dice.randint(0, 4 if depth < MAX_DEPTH else 8)):
            text += self._statement(depth) + self._end()
        if self._dice.random() < 0.5:
            text += self._statement(depth) + self._blanks()
        return text

    def _statement(self, depth: int) -> str:
        """A declaration, a property or a line with arrows, with or without a block."""
        text = self._dice.choice(KEYWORDS)
        if self._dice.random() < 0.25:
            text = self._dice.choice(NAMES)
            for _ in range(self._dice.randint(1, 3)):
                arrow = self._dice.choice(("->", "~>"))
                hop = self._dice.choice(NAMES)
                text += f" {self._blanks()}{arrow}{self._blanks()}{hop}"
        for _ in range(self._dice.randint(0, 4)):
            comma = self._dice.random() < 0.25
            text += self._comma() if comma else f" {self._blanks()}"
            text += self._dice.choice(VALUES)
        if depth and self._dice.random() < 0.4:
            text += self._blanks() + "{" + self.region(depth - 1) + "}"
        return text

    def _end(self) -> str:
        if self._dice.random() < 0.4:
            return self._dice.choice(_ROW_ENDS)
        return self._line_ends()

    def _line_ends(self) -> str:
        """One or more ends of a line, with comments and empty lines."""
        return "".join([self._line_end() for _ in range(self._dice.randint(1, 4))]) + self._blanks()

    def _line_end(self) -> str:
        comment = self._dice.choice(COMMENTS) if self._dice.random() < 0.3 else ""
        return f"{self._blanks()}{comment}\n"

    def _comma(self) -> str:
        """A comma, behind which the line may go on below."""
        behind = self._line_ends() if self._dice.random() < 0.3 else self._blanks()
        return f"{self._blanks()},{behind}"

    def _blanks(self) -> str:
        return self._dice.choice(BLANKS)


def written(seed: int) -> str:
    """The random design of a seed."""
    return _Writer(Random(seed)).region(MAX_DEPTH)


def random_designs() -> st.SearchStrategy[str]:
    """Random designs; one that fails is not made smaller, but its seed is shown."""
    return st.integers(0, 2**63).map(written)
