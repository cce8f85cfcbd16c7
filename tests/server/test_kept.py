"""What is kept of a design from edit to edit: it is read as a fresh one is."""

from __future__ import annotations

import dataclasses
import gc
import random
import re
import weakref
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from designlint.base.clock import Clock
from designlint.base.remembered import forget
from designlint.base.source import Source, Span
from designlint.check import Checked, understood
from designlint.language.resolve import Kept as Readings
from designlint.language.resolve import Resolution
from designlint.server.analysis import Analysis, Kept, read, with_rules
from designlint.server.designs import Designs
from designlint.server.documents import Document, Documents
from tests.server.designs import APP, PLATFORM, SHOP
from tests.server.typist import GENTLE, PIECES, Typist

ROOT = Path(__file__).resolve().parents[2]


def plain(value: Any) -> Any:
    """A value without what tells equal ones apart, its places in the files themselves."""
    if isinstance(value, Span):
        whole = value.whole
        return whole.source.name, whole.start, whole.end
    if isinstance(value, Source):
        return value.name
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return tuple([plain(getattr(value, one.name)) for one in dataclasses.fields(value)])
    if isinstance(value, Mapping):
        return tuple([(getattr(key, "name", str(key)), plain(one)) for key, one in value.items()])
    if isinstance(value, tuple | list):
        is_schema = type(value).__module__.startswith(
            ("designlint.schema", "designlint.model.metric")
        )
        is_schema = is_schema and "shape" in getattr(value, "_fields", ("shape",))
        return str(value[0]) if is_schema and value else tuple(map(plain, value))
    return sorted(map(str, value)) if isinstance(value, frozenset) else value


def outcome(found: Resolution) -> tuple[Any, ...]:
    names = found.names.whole
    uses = sorted((plain(span), plain(symbol)) for span, symbol in names.uses.items())
    return plain(found.design), plain(found.diagnostics), plain(names.by_path), uses


@pytest.mark.parametrize(
    ("text", "pieces", "seed"),
    [(SHOP, PIECES, 1), *[(SHOP, GENTLE, seed) for seed in (2, 3)], (APP, GENTLE, 7)],
)
def test_a_design_that_is_read_again_is_read_as_a_fresh_one(
    tmp_path: Path, text: str, pieces: tuple[str, ...], seed: int
) -> None:
    (tmp_path / "platform.design").write_text(PLATFORM, encoding="utf-8")
    path, documents, typist = tmp_path / "main.design", Documents(), Typist(text, seed, pieces)
    designs, kept, analysis = Designs(documents), Kept({}, Readings()), None
    last: Analysis | None = None
    for number in range(60):
        documents.put(Document(path.as_uri(), path, typist.text, number))
        analysis = read(path, designs, dict(documents), Clock(), analysis, kept)
        fresh = understood(designs.load(path), analysis.setup.registry)
        assert outcome(analysis.known.resolution) == outcome(fresh.resolution), typist.text
        if number % 12 < 2:
            last = with_rules(analysis, last)
            judged = [last, with_rules(Analysis(path, analysis.setup, fresh, {}))]
            found = [plain(one.checked.result.diagnostics) for one in judged if one.checked]
            assert found[0] == found[1]
        typist.edit()


def test_what_an_edit_does_not_touch_is_not_read_again(tmp_path: Path) -> None:
    path, documents = tmp_path / "main.design", Documents()
    designs, kept = Designs(documents), Kept({}, Readings())
    found: list[Analysis] = []
    for number, text in enumerate((SHOP, SHOP.replace("capacity 100", "capacity 200"))):
        documents.put(Document(path.as_uri(), path, text, number))
        before = found[-1] if found else None
        found.append(read(path, designs, dict(documents), Clock(), before, kept))
    before, after = [one.design for one in found]
    assert before.components["store"] is after.components["store"]
    assert before.flows["buy"] is after.flows["buy"]
    assert before.components["shop"] is not after.components["shop"]


def test_what_was_read_waits_for_the_closing_brace(tmp_path: Path) -> None:
    path, documents = tmp_path / "main.design", Documents()
    designs, kept = Designs(documents), Kept({}, Readings())
    analysis, found = None, []
    typed = SHOP.replace("replicas 1", "replicas 1 {")
    for number, text in enumerate((SHOP, typed, typed.replace("as 1 {", "as 1 { }"))):
        documents.put(Document(path.as_uri(), path, text, number))
        analysis = read(path, designs, dict(documents), Clock(), analysis, kept)
        found.append(analysis.design.flows["buy"])
    assert found[0] is found[2] is not found[1]


def test_an_edit_that_changes_nothing_of_the_design_keeps_its_facts_and_findings(
    tmp_path: Path,
) -> None:
    path, documents = tmp_path / "main.design", Documents()
    designs, kept = Designs(documents), Kept({}, Readings())
    analysis = None
    found: list[Checked] = []
    comment = SHOP.replace("component store", "# Rows, and\n# no more.\n\ncomponent store")
    for number, text in enumerate((SHOP, comment, comment.replace("replicas 1", "replicas 2"))):
        documents.put(Document(path.as_uri(), path, text, number))
        last = analysis
        analysis = with_rules(read(path, designs, dict(documents), Clock(), last, kept), last)
        fresh = understood(designs.load(path), analysis.setup.registry)
        judged = [analysis, with_rules(Analysis(path, analysis.setup, fresh, {}))]
        results = [plain(one.checked.result.diagnostics) for one in judged if one.checked]
        assert results[0] == results[1]
        found += [one.checked for one in judged[:1] if one.checked]
    assert found[0].facts is found[1].facts is not found[2].facts
    assert found[0].asked is found[1].asked is not found[2].asked
    assert found[0].result.diagnostics != found[1].result.diagnostics


def test_what_is_stated_changes_and_the_facts_of_the_system_stay(tmp_path: Path) -> None:
    text = (ROOT / "examples" / "shortlink.design").read_text(encoding="utf-8")
    path, documents, dice = tmp_path / "main.design", Documents(), random.Random(1)
    designs, kept, analysis = Designs(documents), Kept({}, Readings()), None
    numbers = list(re.finditer(r"(?<=require ).*?([0-9.]+)(?=[%a-z ])", text))
    texts = list(re.finditer(r'(?:functional|nonfunctional|decision) \w+ "()', text))
    stayed = 0
    for number in range(12):
        place = dice.choice(numbers if number % 2 else texts)
        new = dice.choice(("1", "50", "99", "99.99")) if number % 2 else "Always: "
        edited = text[: place.start(1)] + new + text[place.end(1) :]
        documents.put(Document(path.as_uri(), path, edited, number))
        analysis = with_rules(
            read(path, designs, dict(documents), Clock(), analysis, kept), analysis
        )
        fresh = understood(designs.load(path), analysis.setup.registry)
        judged = [analysis, with_rules(Analysis(path, analysis.setup, fresh, {}))]
        results = [one.checked.result for one in judged if one.checked]
        assert plain(results[0].diagnostics) == plain(results[1].diagnostics), edited
        assert results[0].tally == results[1].tally
        stayed += analysis.facts.earlier is not None
    assert stayed > 8


def test_the_designs_of_earlier_texts_are_let_go(tmp_path: Path) -> None:
    path, documents = tmp_path / "main.design", Documents()
    designs, kept, analysis = Designs(documents), Kept({}, Readings()), None
    seen: list[weakref.ref[object]] = []
    for number in range(1, 5):
        text = SHOP.replace("capacity 100", f"capacity {number}00")
        documents.put(Document(path.as_uri(), path, text, number))
        analysis = with_rules(
            read(path, designs, dict(documents), Clock(), analysis, kept), analysis
        )
        seen.append(weakref.ref(analysis.design))
    forget()
    gc.collect()
    assert [one() is not None for one in seen] == [False, False, False, True]
