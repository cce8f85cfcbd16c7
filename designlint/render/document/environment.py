"""Templates: those of designlint, and a team's own in their place, all in a sandbox.

A team's folder may have a template of the same name, which is used instead; with
`{% extends "designlint/report.html" %}` it changes single blocks only. Templates run in a sandbox:
they see the document and nothing else, read no file outside of the folder, and end within limits.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from time import monotonic
from typing import Any

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
)
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from designlint.base.wording import counted
from designlint.render.document.limited import MOST_SECONDS, LimitError, within_limits

MOST_CHARACTERS = 100_000_000
MOST_NUMBER = 1e9
MOST_BYTES = 2_000_000
"""How large a template may be."""


class BrokenTemplateError(Exception):
    """A template that cannot be used: the file, its text, the line (from 1), and what is wrong."""

    def __init__(self, problem: str, file: str, text: str, line: int) -> None:
        super().__init__(problem)
        self.problem = problem
        self.file = file
        self.text = text
        self.line = line


class _Confined(FileSystemLoader):
    """Templates of a folder; paths that lead out of the folder are not found."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """The text of a template. Raises TemplateNotFound where there is none, and BrokenTemplateError for
        one that cannot be read, in whose place another one would be taken else."""
        root = Path(self.searchpath[0]).resolve()
        path = (root / template).resolve()
        try:
            if not path.is_relative_to(root) or not path.is_file():
                raise TemplateNotFound(template)
            if path.stat().st_size > MOST_BYTES:
                raise _unread(path, f"`{template}` has more than {MOST_BYTES:_} bytes")
            return super().get_source(environment, template)
        except TemplateNotFound:  # an OSError, too
            raise
        except OSError as error:
            raise _unread(path, f"`{template}` cannot be read: {error.strerror}") from None
        except UnicodeDecodeError as error:
            raise _unread(path, f"`{template}` is not UTF-8: the byte at {error.start}") from None


def _unread(path: Path, problem: str) -> BrokenTemplateError:
    return BrokenTemplateError(problem, str(path), "", 1)


class _Sandbox(ImmutableSandboxedEnvironment):
    """Templates that change nothing, reach nothing, and build nothing that is huge."""

    intercepted_binops = frozenset(("*", "**", "%"))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic for numbers alone: a text times a billion would fill the memory."""
        plain = all(
            isinstance(one, int | float) and abs(one) < MOST_NUMBER for one in (left, right)
        )
        if operator == "**" or not plain:
            raise SecurityError(f"`{operator}` is for small numbers")
        return super().call_binop(context, operator, left, right)


def environment(kind: str, folder: Path | None, **options: Any) -> Environment:
    """The templates of a kind (`html` or `text`), with those of a folder in front."""
    own = PackageLoader("designlint.render.document", kind)
    loaders: list[BaseLoader] = [own, PrefixLoader({"designlint": own})]
    if folder is not None:
        loaders.insert(0, _Confined(str(folder)))
    made = _Sandbox(
        loader=ChoiceLoader(loaders),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        optimized=False,  # each template is made once, and folding constants takes longer than they do
        **options,
    )
    made.filters["counted"] = counted
    return made


def blocks(kind: str, name: str) -> list[str]:
    """The blocks of one of designlint's own templates, in their order."""
    templates = environment(kind, None)
    loader = templates.loader
    if loader is None:
        return []
    tree = templates.parse(loader.get_source(templates, name)[0])
    return [block.name for block in tree.find_all(nodes.Block)]


def rendered(
    templates: Environment, name: str, context: Mapping[str, Any], *, ours: bool = False
) -> str:
    """What a template makes of a context. Raises BrokenTemplateError. Templates that are all `ours` need
    no process of their own."""
    if ours:
        return _rendered(templates, name, context)

    def work() -> tuple[str, ...]:
        try:
            return (_rendered(templates, name, context),)
        except BrokenTemplateError as error:
            return (error.problem, error.file, error.text, str(error.line))

    try:
        text, *rest = within_limits(work)
    except LimitError as error:
        raise BrokenTemplateError(str(error), name, "", 1) from None
    if rest:
        raise BrokenTemplateError(text, rest[0], rest[1], int(rest[2]))
    return text


def _rendered(templates: Environment, name: str, context: Mapping[str, Any]) -> str:
    try:
        return _text("".join(_within_limits(templates.get_template(name).generate(context))))
    except TemplateSyntaxError as error:
        file = error.filename or error.name or name
        problem = error.message or "this is not a template"
        raise BrokenTemplateError(problem, file, error.source or "", error.lineno) from None
    except RecursionError:
        raise _broken(name, "templates include each other without end", None) from None
    except TemplateError as error:
        raise _broken(name, _said(error), error) from None
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        # Any error of an expression is a mistake of its template.
        raise _broken(name, _said(error), error) from None


def _within_limits(chunks: Iterator[str]) -> Iterator[str]:
    written, end = 0, monotonic() + MOST_SECONDS
    for chunk in chunks:
        written += len(chunk)
        if written > MOST_CHARACTERS:
            raise TemplateError(f"it writes more than {MOST_CHARACTERS:_} characters")
        if monotonic() > end:
            raise TemplateError(f"it takes longer than {MOST_SECONDS:g} s")
        yield chunk


def _text(made: str) -> str:
    """What a template makes, which has to be text: half of a character cannot be written."""
    try:
        made.encode("utf-8")
    except UnicodeEncodeError as error:
        code = ord(made[error.start])
        raise TemplateError(f"it writes U+{code:04X}, which is no character") from None
    return made


def _said(error: Exception) -> str:
    if isinstance(error, TemplateNotFound):
        return error.message or f"there is no template `{error.name}`"
    if isinstance(error, TemplateError):
        return error.message or "it cannot be rendered"
    return f"{type(error).__name__}: {error}"


def _broken(name: str, problem: str, error: Exception | None) -> BrokenTemplateError:
    """The error of a template, at the innermost line that led to it."""
    frames = traceback.extract_tb(error.__traceback__) if error is not None else []
    for frame in reversed(frames):
        # Jinja gives the frames of compiled templates the file and line of their source.
        if not frame.filename.endswith(".py") and Path(frame.filename).is_file():
            text = Path(frame.filename).read_text(encoding="utf-8", errors="replace")
            return BrokenTemplateError(problem, frame.filename, text, frame.lineno or 1)
    return BrokenTemplateError(problem, name, "", 1)
