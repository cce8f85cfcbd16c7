"""What can be wrong with a design's text itself: the LNG family, with its documentation."""

from __future__ import annotations

from typing import NamedTuple

from designlint.diagnostic import Diagnostic, Fix, Fixable, Help, Label, Severity, advice
from designlint.edits import replaced
from designlint.language.suggest import clip, said
from designlint.source import Span

# Fields of messages that are words of the design.
_QUOTED = ("word", "name", "technology")


class Code(NamedTuple):
    """A kind of language diagnostic. `message` is a template that `at` fills in."""

    code: str
    name: str
    severity: Severity
    message: str
    doc: str
    fixable: Fixable = Fixable.NEVER

    def at(
        self,
        span: Span,
        *,
        help: tuple[str | Help, ...] = (),  # noqa: A002  # the word that the reader of a diagnostic sees
        secondary: tuple[Label, ...] = (),
        label: str = "",
        near: str | None = None,
        fix: Fix | None = None,
        **fields: object,
    ) -> Diagnostic:
        """The diagnostic of this kind at `span`, its message made with `fields`.

        `near` is the word that was probably meant by the one at `span`. A text in `help` is advice.
        """
        shown = {
            k: clip(v) if k in _QUOTED and isinstance(v, str) else v for k, v in fields.items()
        }
        message = self.message.format(**shown, suggestion=said(near))
        if near is not None and fix is None:
            fix = replaced(f"write `{near}`", span, near)
        return Diagnostic(
            self.code,
            self.severity,
            message,
            Label(span, label),
            secondary,
            help=tuple([advice(one) if isinstance(one, str) else one for one in help]),
            fix=fix,
            rule=self.name,
        )


SYNTAX = Code(
    "LNG001",
    "syntax-error",
    Severity.ERROR,
    "{problem}",
    """The text does not read as a statement.

    A statement is one line: a word with its values, or names joined by arrows; it may open a block.
    Reading goes on behind the statement, so one slip is told once and the rest is still checked.""",
    Fixable.SAFE,
)
TOO_DEEP = Code(
    "LNG002",
    "nested-too-deep",
    Severity.ERROR,
    "blocks nest deeper than {limit}; this declaration is passed over",
    """Blocks nest deeper than those of any design. A file that nests dozens of levels is a slip or
    was made by a program; it is refused rather than read wrongly.""",
)
TOO_MANY_ERRORS = Code(
    "LNG003",
    "too-many-errors",
    Severity.ERROR,
    "more than {limit} syntax errors; the others are not shown",
    """One file has more syntax errors than are worth telling. The next ones say nothing new: mend
    the first ones.""",
)
UNREADABLE = Code(
    "LNG004",
    "unreadable-file",
    Severity.ERROR,
    "{problem}",
    """The file is missing, is no regular file, is not UTF-8, or is larger than a design can be.

    The exit code is 2: nothing was checked in it.""",
)
IMPORT = Code(
    "LNG005",
    "import-trouble",
    Severity.ERROR,
    "{problem}",
    """An import names a file that is missing, leaves the project root, or leads back to itself.

    Paths are relative to the importing file. The project root is the nearest folder above the
    design that holds `designlint.yaml` or `.git`, else the design's own folder.""",
)
UNKNOWN_WORD = Code(
    "LNG006",
    "unknown-property",
    Severity.ERROR,
    "unknown {what} '{word}'{where}{suggestion}",
    """The word is no declaration or property that may stand here.

    Which properties a kind has is listed by `designlint explain KIND`.""",
    Fixable.UNSAFE,
)
UNKNOWN_NAME = Code(
    "LNG007",
    "unknown-name",
    Severity.ERROR,
    "no {what} is named '{name}'{suggestion}",
    """The name is used and nowhere declared. The order of declarations does not matter; a name
    inside a group or a place is addressed by its path, as far as that is needed to be unique.""",
    Fixable.UNSAFE,
)
DUPLICATE = Code(
    "LNG008",
    "duplicate",
    Severity.ERROR,
    "{what} '{name}' is {verb} twice",
    """Two declarations in one scope have one name, or one block states a property twice. The
    first one holds.""",
    Fixable.UNSAFE,
)
VALUE = Code(
    "LNG009",
    "wrong-value",
    Severity.ERROR,
    "{problem}",
    """The value does not have the form that its property takes. The message says which one does;
    the property keeps no value, so that nothing is concluded from it.""",
    Fixable.MIXED,
)
UNIT = Code(
    "LNG010",
    "wrong-unit",
    Severity.ERROR,
    "{problem}",
    """A quantity has a unit that does not exist, that does not fit the property, or that two readers
    could read in two ways (`5m`: minutes or months?). The message names the readings.""",
    Fixable.MIXED,
)
AMBIGUOUS_NAME = Code(
    "LNG011",
    "ambiguous-name",
    Severity.ERROR,
    "'{name}' could be {candidates}",
    """Several declarations end in this name. Write enough of the path to tell them apart.""",
)
TECHNOLOGY_MISFIT = Code(
    "LNG012",
    "technology-misfit",
    Severity.WARNING,
    "'{technology}' is no technology for a {kind}: {title} is {kinds}",
    """The catalogue knows the technology as another kind of component, so its published facts are
    not used for this one.""",
)
UNKNOWN_TECHNOLOGY = Code(
    "LNG013",
    "unknown-technology",
    Severity.INFO,
    "the catalogue has no '{technology}'{suggestion}",
    """No published facts are known for this technology. The design is still checked; facts about
    the component hold only as far as the design states them.""",
    Fixable.UNSAFE,
)

LANGUAGE_CODES = tuple([value for value in list(globals().values()) if isinstance(value, Code)])
