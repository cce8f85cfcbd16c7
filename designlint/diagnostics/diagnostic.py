"""Diagnostics: one shape for every finding, whoever made it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum, IntEnum

from designlint.base.records import NamedTuple
from designlint.base.source import Span

# What begins the rest of a line that says the same of a component as another line of another.
_VERBS = ("is ", "keeps ", "runs ", "spreads ")


PLACEHOLDERS = frozenset(
    {
        "EXPONENT", "KEY", "MONITORING", "N", "NAME", "PIPELINE", "PLACE", "RATE", "SERVICE", "STORE", "TEAM",
        "TIME", "ZONE",
    }
)  # fmt: skip
"""Words that stand for a name or a value which only the author knows."""

_WORD = re.compile(r"[A-Z]+")


class Severity(IntEnum):
    """The severity of a diagnostic, from `INFO` to `ERROR`; a higher one compares as greater."""

    INFO = 1
    UNDECIDED = 2
    WARNING = 3
    ERROR = 4

    def __str__(self) -> str:
        return self.name.lower()


class Label(NamedTuple):
    """A place in a source, and the words that are shown under it."""

    span: Span
    text: str = ""


class Step(NamedTuple):
    """One step of a witness: a fact that anyone can check, where it stands, and where it is from.

    A step at a `depth` explains the last one above it that is less deep.
    """

    text: str
    span: Span | None = None
    origin: str = ""
    depth: int = 0


def grouped_lines(lines: Iterable[Step]) -> Iterator[Step]:
    """The lines, with those that say the same of several components as one: ``each of `a` and `b` is ...``."""
    alike: dict[tuple[str, str], list[Step]] = {}
    for line in lines:
        subject, _, rest = line.text.partition(" ")
        is_shared = rest.startswith(_VERBS) and not subject.endswith(":")
        alike.setdefault((rest if is_shared else line.text, line.origin), []).append(line)
    for (rest, _), group in alike.items():
        names = list(dict.fromkeys([line.text.partition(" ")[0] for line in group]))
        if len(names) == 1:
            yield group[0]
        else:
            subjects = f"{', '.join(names[:-1])} and {names[-1]}"
            yield Step(f"each of {subjects} {rest}", None, group[0].origin)


class Edit(NamedTuple):
    """The characters of a span are to be these instead."""

    span: Span
    text: str


class Breach(NamedTuple):
    """A requirement or scenario that a finding breaks: its path, and where it is stated."""

    requirement: str
    span: Span


class Help(NamedTuple):
    """One way to resolve a finding: an edit to paste or advice in prose, never both.

    The `text` of an edit is text of the language. `place` is where it belongs: the declaration in
    backticks, or words; empty means the declaration that the finding is about, or the file itself.
    `result` is the measured value with the edit; `note` says when this is the right edit. An edit that
    `is_sample` has a value, or a name, that only the author knows: it shows the form, and the value is to
    be replaced.
    """

    text: str
    is_edit: bool = False
    place: str = ""
    result: str = ""
    note: str = ""
    is_sample: bool = False

    @property
    def key(self) -> str:
        """The word in front: which of them it is."""
        if not self.is_edit:
            return "help"
        return "sample" if self.is_sample else "edit"

    def __str__(self) -> str:
        """One line; an edit carries its remarks as a comment, so that the whole can be pasted."""
        remarks = (
            f"in {self.place}" if self.place else "",
            f"then {self.result}" if self.result else "",
            self.note,
        )
        said = "; ".join([remark for remark in remarks if remark])
        return f"{self.text}  # {said}" if said else self.text


def edit(
    text: str, *, place: str = "", result: str = "", note: str = "", sample: bool = False
) -> Help:
    """Help that can be pasted into the design, as it is or as a `sample` with another value; see `Help`. A
    text with a word of `PLACEHOLDERS` is a sample."""
    is_open = '"..."' in text or not PLACEHOLDERS.isdisjoint(_WORD.findall(text))
    return Help(text, True, place, result, note, sample or is_open)


def advice(text: str) -> Help:
    """Help in prose, where no line that could be pasted is enough; see `Help`."""
    return Help(text)


class Fix(NamedTuple):
    """Edits that resolve a finding. A `safe` fix certainly keeps what the author meant; any other fix is a
    suggestion that the author has to review."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False


class Fixable(Enum):
    """Whether findings of a code come with fixes; the value is the wording on pages."""

    NEVER = ""
    SAFE = "with `--fix`"
    UNSAFE = "with `--fix --unsafe-fixes`"
    MIXED = "in part with `--fix`, in part with `--fix --unsafe-fixes`"


class Diagnostic(NamedTuple):
    """A finding that is ready to be shown.

    `message` is one terse sentence. `primary` is the smallest span that shows
    the problem. `witness` proves it step by step. `help` are edits to paste and advice.
    `element` is the dotted path of what it is about: `accept` and baselines know it by that; `owner`
    is the team that answers for it. `breaks` are the requirements that cannot hold with it. `rule` is
    the name of its code, `design` that of the main file of the design that was checked.

    `causes` are the causes that it reports, and `because` those that it follows from; see `Finding`.
    `consequences` are the findings that are reported beneath it (see `designlint.diagnostics.folding`).
    `identity` says which finding it is: its fingerprint is made of that (see `designlint.diagnostics.fingerprint`).
    `designs` are the main files of the designs of a run in which it is found, where its file is a part
    of several.
    """

    code: str
    severity: Severity
    message: str
    primary: Label
    secondary: tuple[Label, ...] = ()
    witness: tuple[Step, ...] = ()
    help: tuple[Help, ...] = ()
    element: str = ""
    fix: Fix | None = None
    breaks: tuple[Breach, ...] = ()
    rule: str = ""
    owner: str = ""
    design: str = ""
    causes: tuple[str, ...] = ()
    because: tuple[str, ...] = ()
    consequences: tuple[Diagnostic, ...] = ()
    identity: tuple[str, ...] = ()
    designs: tuple[str, ...] = ()

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Files by name, then places from top to bottom, then codes: the order that is shown."""
        span = self.primary.span.whole
        return (span.source.name, span.start, span.end, self.code, self.message)

    @property
    def whole(self) -> Diagnostic:
        """The same finding with its places in the files themselves; see `Span.whole`."""
        fix = self.fix
        edits = tuple([one._replace(span=one.span.whole) for one in fix.edits]) if fix else ()
        return self._replace(
            primary=self.primary._replace(span=self.primary.span.whole),
            secondary=tuple([one._replace(span=one.span.whole) for one in self.secondary]),
            witness=tuple(
                [one._replace(span=one.span.whole) if one.span else one for one in self.witness]
            ),
            fix=fix._replace(edits=edits) if fix is not None else None,
            breaks=tuple([one._replace(span=one.span.whole) for one in self.breaks]),
        )
