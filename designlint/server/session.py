"""A conversation with an editor: what is open, what is known of it, and what is being looked at.

A change is looked at twice. The files are read and names resolved at once; all rules are asked when that is
shown. Whatever changes meanwhile ends the work that it makes worthless.
"""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from designlint.base.remembered import forget
from designlint.config import ConfigError
from designlint.console.command import UsageError
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.recheck import Kept, nothing_kept
from designlint.server.analysis import Analysis, read, with_rules
from designlint.server.designs import Designs
from designlint.server.documents import Document, Documents
from designlint.server.positions import Units
from designlint.server.worker import CancellableClock, Superseded, Token, Worker

T = TypeVar("T")
LOG = logging.getLogger(__name__)
NAMES, RULES, FAILED = "names", "rules", "failed"
"""How far a design was looked at: read and resolved, judged by the rules, or in vain."""
_PAUSE, _MOST_LOOKS = 2.0, 50
"""Seconds without an edit after which memory is cleared, and the most looks at designs before that."""


class Session:
    """The state of a server: changed in the thread of the conversation alone.

    `shown` is called whenever more is known: first of names, then of rules. `failed` is called with what went
    wrong inside of designlint.
    """

    def __init__(self) -> None:
        self.documents = Documents()
        self.designs = Designs(self.documents)
        self.units = Units()
        self.worker = Worker()
        self.known: dict[Path, Analysis] = {}
        """The newest analysis of each design: that of an older text until there is a newer one."""
        self.judged: dict[Path, Analysis] = {}
        """The newest one of each that the rules have judged."""
        self.misconfigured: tuple[Diagnostic, ...] = ()
        """The errors of configurations that designs cannot be checked with."""
        self.shown: Callable[[], None] = lambda: None
        self.failed: Callable[[str], None] = lambda _: None
        self._mains: dict[Path, list[Path]] = {}
        self._stage: dict[Path, str] = {}
        self._tokens: dict[Path, Token] = {}
        self._kept: dict[Path, Kept] = {}
        self._news = asyncio.Condition()
        self._running: asyncio.Task[None] | None = None
        self._clearing: asyncio.Future[None] | None = None
        self._looks = 0

    def hold(self, document: Document) -> None:
        """Hold a document that was opened or edited, and look at its designs again."""
        old = self.documents.of(document.uri)
        self.documents.put(document)
        if old is None or old.imports != document.imports:
            self.designs.forget_imports()
        self.changed(document.path)

    def drop(self, uri: str) -> None:
        """Let go of a document; from now on its file counts."""
        document = self.documents.drop(uri)
        if document is not None:
            self.designs.forget_imports()
            self.changed(document.path)

    def changed(self, path: Path | None = None) -> None:
        """Look again at the designs that a file is a part of; at all of them where none is given."""
        for main in list(self._stage):
            if path is None or self._has(main, path):
                del self._stage[main]
                self._tokens.pop(main).cancel()
        if self._running is not None:
            self._running.cancel()
        self._running = asyncio.get_running_loop().create_task(self._look(path))

    def forget(self) -> None:
        """Read imports and configurations again, and look at everything once more."""
        self.designs.forget()
        self.changed()

    def stop(self) -> None:
        """End all work."""
        if self._running is not None:
            self._running.cancel()
        for token in self._tokens.values():
            token.cancel()
        self.worker.stop()

    def main_of(self, path: Path) -> Path | None:
        """The main file of the first design that a document is a part of, once that is known."""
        return next(iter(self._mains.get(path, ())), None)

    async def names_of(self, document: Document) -> Analysis | None:
        """The design of a document as its text is now, with its names resolved; of several that it is a part
        of, the first."""
        return await self._wait(document.uri, (NAMES, RULES))

    async def ask(self, document: Document, question: Callable[[Analysis], T]) -> T | None:
        """What a question about the facts of a document's design comes to. The worker alone looks at facts;
        where the text changes meanwhile, they are those of the new one."""
        while True:
            analysis = await self._wait(document.uri, (RULES,))
            if analysis is None:
                return None
            try:
                found = await self.worker.run(partial(question, analysis))
            except Superseded:
                continue
            if self.known.get(analysis.main) is analysis:
                return found

    async def settled(self, main: Path) -> Token:
        """Wait until a design is judged as its text is now; the token, which ends with that text."""
        async with self._news:
            await self._news.wait_for(
                lambda: self._stage.get(main) in (RULES, FAILED) or main not in self.known
            )
            return self._tokens.get(main, Token())

    async def _wait(self, uri: str, stages: tuple[str, ...]) -> Analysis | None:
        async with self._news:
            while True:
                held = self.documents.of(uri)
                main = self.main_of(held.path) if held is not None else None
                stage = self._stage.get(main) if main is not None else None
                if held is None or stage == FAILED or self.designs.leaves_out(held.path):
                    return None
                if main is not None and stage in stages:
                    return self.known[main]
                await self._news.wait()

    async def _look(self, first: Path | None) -> None:
        """Read what is not current, then ask the rules, of the design that was edited before others."""
        self._looks += 1
        if self._looks > _MOST_LOOKS:
            await self._clear()
        try:
            self._mains = await self.worker.run(self._found)
        except Exception as error:
            if not isinstance(error, (ConfigError, UsageError)):  # of which each look speaks
                LOG.exception("the search for designs failed")
            self._mains = {path: [path] for path in self.documents}
        await self._tell()  # a document that was closed has no answer
        mains = sorted(
            dict.fromkeys([main for found in self._mains.values() for main in found]),
            key=lambda main: first is None or not self._has(main, first),
        )
        for gone in set(self.known) - set(mains):
            for table in (self.known, self.judged, self._stage, self._tokens, self._kept):
                table.pop(gone, None)
        self.misconfigured = ()
        for stage, work in ((NAMES, self._read), (RULES, self._judge)):
            waiting = [
                main for main in mains if self._stage.get(main) not in (stage, RULES, FAILED)
            ]
            for main in waiting:
                await self._step(main, stage, work)
            if waiting or not mains:
                self.shown()
        await asyncio.sleep(_PAUSE)
        await self._clear()

    async def _clear(self) -> None:
        """Let go of the designs of older texts, which hold themselves; everything waits for that. It goes on
        where an edit ends the look that began it: someone who types without a pause never lets one finish."""
        self._looks = 0
        self._clearing = asyncio.ensure_future(self.worker.run(_forget))
        await asyncio.shield(self._clearing)

    async def _step(self, main: Path, stage: str, work: Callable[[Path, Token], Analysis]) -> None:
        """One look at one design. What goes wrong is logged, and ends nothing but itself."""
        token = self._tokens.setdefault(main, Token())
        try:
            found = await self.worker.run(partial(work, main, token), token)
        except Superseded:
            return
        except ConfigError as error:
            self.misconfigured += error.diagnostics
            stage = FAILED
        except UsageError as error:
            self.failed(str(error))
            stage = FAILED
        except Exception as error:
            LOG.exception("the analysis of %s failed", main)
            self.failed(f"the analysis of {main.name} failed: {type(error).__name__}: {error}")
            stage = FAILED
        if token.is_cancelled:
            return
        if stage != FAILED:
            self.known[main] = found
        if stage == RULES:
            self.judged[main] = found
        self._stage[main] = stage
        await self._tell()

    async def _tell(self) -> None:
        """Let what waits for the analysis of a document look whether it is there."""
        async with self._news:
            self._news.notify_all()

    def _found(self) -> dict[Path, list[Path]]:
        """The main files of the designs that each open document is a part of."""
        files = [path for path in list(self.documents) if not self.designs.leaves_out(path)]
        return {path: self.designs.of(path) for path in files}

    def _read(self, main: Path, token: Token) -> Analysis:
        clock, before = CancellableClock(token), self.known.get(main)
        kept = self._kept.setdefault(main, nothing_kept())
        return read(main, self.designs, dict(self.documents), clock, before, kept)

    def _judge(self, main: Path, _: Token) -> Analysis:
        return with_rules(self.known[main], self.judged.get(main))

    def _has(self, main: Path, path: Path) -> bool:
        known = self.known.get(main)
        return path == main or (known is not None and path in known.project.paths)


def _forget() -> None:
    forget()
    gc.collect()
