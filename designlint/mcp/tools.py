"""The tools of an assistant, each as the command line that it stands for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock

from designlint.base.reading import exists
from designlint.console.command import FINDINGS, FINE, Output, UsageError
from designlint.console.configured import STDIN

Run = Callable[[Sequence[str], str | None], Output]
"""Runs a command line, with a text as its standard input where there is one. Raises UsageError."""
_JSON = ("--format", "json")


class ToolError(Exception):
    """Why a tool has no answer."""


class Tools:
    """The commands of designlint as functions of plain values, whose answers are texts."""

    def __init__(self, run: Run, folder: Path) -> None:
        self._run = run
        self._folder = folder
        # Requests come in threads of their own, and a command has the process to itself.
        self._turn = Lock()

    def check(
        self, paths: list[str] | None = None, text: str | None = None, profile: str | None = None
    ) -> str:
        """Lint designs and prove their requirements: the findings as JSON, each with its place, its witness
        and the edits that would resolve it. `paths` are design files or folders (default: the working folder);
        `text` is a design that is not saved yet, in the place of files. `profile` is how severe findings
        are: review, strict or another one of the configuration.
        """
        options = [f"--profile={profile}"] if profile is not None else []
        given = [STDIN] if text is not None else self._paths(paths)
        return self._answer(["check", *_JSON, "--no-cache", *options, "--", *given], text)

    def verify(self, paths: list[str] | None = None, why: str | None = None) -> str:
        """The verdict on each requirement and scenario of designs as JSON: met, violated or undecided, with
        its margin and what it rests on. With `why`, the name of one requirement or scenario, also its
        derivation and the smallest change that would meet it."""
        options = [f"--why={why}"] if why is not None else []
        return self._answer(["verify", *_JSON, *options, "--", *self._paths(paths)])

    def whatif(
        self,
        path: str,
        lose: list[str] | None = None,
        load: str | None = None,
        set: list[str] | None = None,  # noqa: A002  # as the command calls it
    ) -> str:
        """What changes in a design when components or places are lost (`lose`), the load is multiplied
        (`load`, such as 10x) or properties have other values (`set`, such as store.replicas=3): verdicts,
        utilisation and findings before and after, as JSON."""
        options = [f"--lose={name}" for name in lose or ()]
        options += [f"--set={setting}" for setting in set or ()]
        options += [f"--load={load}"] if load is not None else []
        return self._answer(["whatif", *_JSON, *options, "--", *self._paths([path])])

    def explain(self, word: str = "") -> str:
        """The page of the reference about a code such as SPF001, a rule, declaration, kind of component,
        property, metric, technology or term of the field; without a word, the list of all pages."""
        return self._answer(["explain", "--", *([word] if word else [])])

    def diff(self, states: list[str] | None = None) -> str:
        """What differs between two states of designs as JSON: verdicts with margins, findings, load, cost.
        `states` are one or two revisions of git, then files or folders; or two files or folders (default:
        the last commit and the files as they are)."""
        for state in states or ():
            if exists(self._folder / state):
                self._inside(state)
        return self._answer(["diff", *_JSON, "--", *(states or ())])

    def fix(self, paths: list[str] | None = None) -> str:
        """Apply the safe fixes of findings to design files, and give what is left, as JSON."""
        return self._answer(["check", "--fix", *_JSON, "--no-cache", "--", *self._paths(paths)])

    def format(self, paths: list[str] | None = None) -> str:
        """Bring design files into the canonical layout."""
        return self._answer(["format", "--", *self._paths(paths)])

    @property
    def reading(self) -> tuple[Callable[..., str], ...]:
        """The tools that write nothing."""
        return (self.check, self.verify, self.whatif, self.explain, self.diff)

    @property
    def writing(self) -> tuple[Callable[..., str], ...]:
        """The tools that change design files."""
        return (self.fix, self.format)

    def _paths(self, paths: Sequence[str] | None) -> list[str]:
        for path in paths or ():
            if path == STDIN:
                raise ToolError("`-` is no file: give `check` a design that is not saved as `text`")
            self._inside(path)
        return list(paths or ())

    def _inside(self, path: str) -> None:
        """Refuse a path out of the working folder: an assistant may be asked to read anything."""
        try:
            is_inside = (self._folder / path).resolve().is_relative_to(self._folder.resolve())
        except (OSError, ValueError, RuntimeError):
            is_inside = False
        if not is_inside:
            raise ToolError(f"`{path}` is not in the folder of the server")

    def _answer(self, line: Sequence[str], text: str | None = None) -> str:
        try:
            with self._turn:
                output = self._run(line, text)
        except UsageError as error:
            raise ToolError(str(error)) from None
        if output.code not in (FINE, FINDINGS) and not output.text:
            raise ToolError(output.notice.strip())
        return output.text
