"""A session without a client: errors of an analysis, work that is no longer wanted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from designlint.server import session as module
from designlint.server.analysis import Analysis
from designlint.server.documents import Document, path_of
from designlint.server.features.symbols import everywhere
from designlint.server.session import Session
from designlint.server.worker import CancellableClock, Superseded, Token, Worker
from tests.server.designs import SHOP


def ran(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    async def limited() -> None:
        await asyncio.wait_for(work(), 60)

    asyncio.run(limited())


def document(path: Path, text: str = SHOP, version: int = 1) -> Document:
    return Document(path.as_uri(), path, text, version)


def test_an_analysis_that_crashes_ends_nothing_but_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "shop.design"
    judge = module.with_rules

    def crash(analysis: Analysis, before: Analysis | None = None) -> Analysis:
        if "crash" in analysis.texts[path]:
            raise RecursionError("too deep")
        return judge(analysis, before)

    monkeypatch.setattr(module, "with_rules", crash)

    async def work() -> None:
        session, said = Session(), list[str]()
        session.failed = said.append
        held = document(path, f"{SHOP}# crash\n")
        session.hold(held)
        assert await session.ask(held, lambda one: one.main) is None
        assert said == ["the analysis of shop.design failed: RecursionError: too deep"]
        session.hold(document(path, SHOP, 2))
        assert await session.ask(held, lambda analysis: len(analysis.design.flows)) == 1
        session.stop()

    ran(work)
    assert "too deep" in caplog.text


def test_a_question_is_answered_about_the_newest_text(tmp_path: Path) -> None:
    async def work() -> None:
        session = Session()
        path = tmp_path / "shop.design"
        first = document(path)
        session.hold(first)
        asked = asyncio.ensure_future(session.ask(first, lambda a: sorted(a.design.components)))
        await asyncio.sleep(0)
        for version in range(2, 6):
            session.hold(document(path, SHOP.replace("store", f"s{version}"), version))
            await asyncio.sleep(0.01)
        assert await asked == ["s5", "shop"]
        session.stop()

    ran(work)


def test_a_question_about_a_document_that_is_closed_is_over(tmp_path: Path) -> None:
    async def work() -> None:
        session = Session()
        held = document(tmp_path / "shop.design")
        session.hold(held)
        asked = asyncio.ensure_future(session.ask(held, lambda one: one.main))
        await asyncio.sleep(0)
        session.drop(held.uri)
        assert await asked is None
        session.stop()

    ran(work)


def test_a_configuration_that_is_not_there_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def work() -> None:
        session, said = Session(), list[str]()
        session.failed = said.append
        session.designs.folders, session.designs.config = [tmp_path], "none.yaml"
        session.forget()
        held = document(tmp_path / "shop.design")
        session.hold(held)
        assert await session.ask(held, lambda one: one.main) is None
        assert said == ["there is no configuration file `none.yaml`"]
        assert everywhere(session, "") == []
        session.stop()

    ran(work)
    assert caplog.text == ""


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///x%00y", "/untitled/x%00y"),
        ("file:", "/untitled"),
        ("untitled:a\0b", "/untitled/ab"),
        ("untitled:a\ud800b", r"/untitled/a\ud800b"),
        ("file:///a\ud800b", r"/untitled/a\ud800b"),
        ("git:/deep/a.design", "/untitled/a.design"),
    ],
)
def test_an_address_that_is_no_file_has_a_path_that_no_file_has(uri: str, path: str) -> None:
    assert path_of(uri).as_posix() == path


def test_work_that_is_no_longer_wanted_ends_at_its_next_step() -> None:
    async def work() -> None:
        worker, token, steps = Worker(), Token(), list[int]()
        clock = CancellableClock(token)

        def long() -> None:
            for number in range(10):
                with clock.stage("step"):
                    steps.append(number)
                    if number == 2:
                        token.cancel()

        with pytest.raises(Superseded):
            await worker.run(long, token)
        assert steps == [0, 1, 2]
        worker.stop()

    ran(work)


def test_a_rule_of_others_does_not_swallow_the_end_of_its_run() -> None:
    from designlint.base.guest import Guest
    from designlint.server.worker import SupersededError

    with pytest.raises(SupersededError), Guest():
        raise SupersededError
