"""One design as it is known at a moment: its files, its names, and, after a check, its facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from designlint.analyses.facts import Facts
from designlint.base.cached import cached_property
from designlint.base.clock import Clock, today
from designlint.base.source import Source, Span
from designlint.check import Checked, Understood, understood
from designlint.diagnostics.diagnostic import Diagnostic, Edit
from designlint.fixes.trying import edited
from designlint.language.names import TEMPLATE, Symbol, SymbolTable
from designlint.language.project import Project, load_project
from designlint.language.syntax.nodes import Sentence
from designlint.language.syntax.parse import Syntax
from designlint.model import Design
from designlint.recheck import Kept, checked_again, understood_again
from designlint.runs.setup import Setup
from designlint.server.designs import Designs


class Analysis:
    """A design that was read and whose names were resolved; `checked` where its rules were asked, too.

    `texts` are those that the editor held of its files then; nothing of an analysis changes.
    """

    def __init__(
        self,
        main: Path,
        setup: Setup,
        known: Understood,
        texts: Mapping[Path, str],
        checked: Checked | None = None,
    ) -> None:
        self.main = main
        self.setup = setup
        self.known = known
        self.texts = texts
        self.checked = checked

    @property
    def project(self) -> Project:
        """Its files."""
        return self.known.project

    @property
    def design(self) -> Design:
        """Its model."""
        return self.known.resolution.design

    @cached_property
    def names(self) -> SymbolTable:
        """Its names, with their places in the files as they are now."""
        return self.known.resolution.names.whole

    @property
    def facts(self) -> Facts:
        """Its facts, which only the worker looks at: they are computed when they are asked for."""
        return self.known.facts

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What the language reports; what rules find is in the result of a check."""
        return (*self.project.diagnostics, *self.known.resolution.diagnostics)

    def syntax(self, path: Path) -> Syntax | None:
        """The syntax of one of its files."""
        return self._files.get(path)

    def path(self, source: Source) -> Path | None:
        """The file of a source."""
        return self._paths.get(source.name)

    def symbol_at(self, source: Source, offset: int) -> tuple[Symbol, Span] | None:
        """What the name at an offset means, used or declared there, and where the name stands."""
        for span, symbol in self._names_of.get(source.name, ()):
            if span.start <= offset <= span.end:
                return symbol, span
        return None

    def uses(self, symbol: Symbol) -> list[Span]:
        """Where a name is used, in the order of the files."""
        return self._uses.get(symbol.span, [])

    @cached_property
    def templates(self) -> Mapping[str, str]:
        """The kinds of the design's own, each with the kind that it is of."""
        return {
            clause[0].text: clause[2].text
            for syntax in self.project.files
            for one in syntax.statements
            if isinstance(one, Sentence) and one.keyword.text == TEMPLATE and one.clauses
            for clause in (one.clauses[0],)
            if clause[2:]
        }

    @cached_property
    def _files(self) -> Mapping[Path, Syntax]:
        return dict(zip(self.project.paths, self.project.files, strict=True))

    @cached_property
    def _paths(self) -> Mapping[str, Path]:
        return {syntax.source.name: path for path, syntax in self._files.items()}

    @cached_property
    def _names_of(self) -> Mapping[str, list[tuple[Span, Symbol]]]:
        found: defaultdict[str, list[tuple[Span, Symbol]]] = defaultdict(list)
        names = self.names
        for span, symbol in names.uses.items():
            found[span.source.name].append((span, symbol))
        for symbol in (*names.by_path.values(), *names.constants.values()):
            found[symbol.span.source.name].append((symbol.span, symbol))
        return found

    @cached_property
    def _uses(self) -> Mapping[Span, list[Span]]:
        found: defaultdict[Span, list[Span]] = defaultdict(list)
        order = {syntax.source.name: n for n, syntax in enumerate(self.project.files)}
        for span, symbol in self.names.uses.items():
            found[symbol.span].append(span)
        for spans in found.values():
            spans.sort(key=lambda span: (order.get(span.source.name, 0), span.start))
        return found


def read(
    main: Path,
    designs: Designs,
    texts: Mapping[Path, str],
    clock: Clock,
    before: Analysis | None,
    kept: Kept,
) -> Analysis:
    """Read a design and resolve its names, but for what is as it was `before`, and what is `kept`. Raises
    ConfigError and UsageError."""
    setup = designs.setup(main)
    last = before.known if before is not None and before.setup is setup else None
    project = designs.load(main, clock, last.project if last is not None else None, kept.parts)
    held = {path: texts[path] for path in project.paths if path in texts}
    known = understood_again(project, setup.registry, clock, kept, last)
    return Analysis(main, setup, known, held)


def with_rules(analysis: Analysis, before: Analysis | None = None) -> Analysis:
    """The same design after its rules were asked, but for what is as it was `before`."""
    setup = analysis.setup
    last = before.checked if before is not None and before.setup is setup else None
    found = checked_again(analysis.known, setup.registry, setup.settings, today(), last)
    return Analysis(analysis.main, setup, analysis.known, analysis.texts, found)


def after(analysis: Analysis, edits: Iterable[Edit]) -> Analysis:
    """The design as it would be read after some edits of its files."""
    by_name: defaultdict[str, list[Edit]] = defaultdict(list)
    for edit in edits:
        by_name[edit.span.source.name].append(edit)
    project, registry = analysis.project, analysis.setup.registry
    texts = dict(analysis.texts)
    for syntax, path in zip(project.files, project.paths, strict=True):
        if syntax.source.name in by_name:
            texts[path] = edited(syntax.source.text, by_name[syntax.source.name])
    main = project.files[0].source.name
    again = load_project(project.paths[0], main, texts, root=project.root, before=project)
    return Analysis(analysis.main, analysis.setup, understood(again, registry), texts)
