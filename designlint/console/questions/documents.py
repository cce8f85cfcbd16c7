"""Questions whose answer is a document about one design: a text, or a picture."""

from __future__ import annotations

from argparse import Namespace

from designlint.base.records import NamedTuple
from designlint.console.command import FINE, Output, Terminal
from designlint.console.misread import with_errors
from designlint.console.outputs import put
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.runs.question import Question

BINARY = ("pdf", "png")
"""The formats that are made each time: they depend on the fonts of the machine."""


class Document(NamedTuple):
    """What is written about a design, the exit code, the notice about it, and the errors of the design.
    It `lasts` where it is the same the next time."""

    content: bytes
    code: int = FINE
    notice: str = ""
    errors: tuple[Diagnostic, ...] = ()
    lasts: bool = True


class DocumentQuestion(Question[Document]):
    """A question for a document."""

    shapes = (Document,)

    def lasts(self, answer: Document) -> bool:
        """Whether nothing failed: what a notice is about may be different the next time."""
        return answer.lasts and not answer.notice


def written(document: Document, arguments: Namespace, terminal: Terminal) -> Output:
    """The output of a command that writes a document to its file, or to the standard output. Raises
    UsageError."""
    output = put(arguments, document.content, document.notice)
    return with_errors(output._replace(code=document.code), document.errors, terminal)
