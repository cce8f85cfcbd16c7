"""Quantities as they are written elsewhere: each message says what to write, and that is understood."""

from __future__ import annotations

import pytest

from designlint.language.respelling import respelt
from designlint.quantities.quantity import Dimension
from designlint.quantities.reading import parse_quantity
from tests.language.reading import read

RATE, TIME, SIZE, SHARE = Dimension.RATE, Dimension.TIME, Dimension.SIZE, Dimension.SHARE
MONEY, SPENDING, WIDTH = Dimension.MONEY, Dimension.SPENDING, Dimension.BANDWIDTH
NUMBER, FACTOR = Dimension.NUMBER, Dimension.FACTOR

CERTAIN = {
    RATE: {
        "10 rps": "10 req/s",
        "10rps": "10 req/s",
        "10Krps": "10k req/s",
        "10 qps": "10 queries/s",
        "10 tps": "10 tx/s",
        "200 IOPS": "200 ops/s",
        "600 rpm": "600 req/min",
        "10K req/s": "10k req/s",
        "10 req/hr": "10 req/h",
        "10 req/secs": "10 req/s",
        "500 per second": "500 req/second",
        "5 calls per minute": "5 calls/minute",
        "10 requests a day": "10 requests/day",
        "10 req / s": "10 req/s",
        "2 million requests per day": "2M requests/day",
        "5B req/s": "5bn req/s",
    },
    TIME: {
        "1 sec": "1s",
        "2 minutes": "2min",
        "100 msec": "100ms",
        "100milliseconds": "100ms",
        "1 hour": "1h",
        "7 years": "7y",
        "30 days": "30d",
        "6 weeks": "6w",
        "1h30m": "90min",
        "1h 30min": "90min",
        "1h30": "90min",
        "1 hour and 30 minutes": "90min",
        "1 hour, 30 minutes": "90min",
        "1m30s": "90s",
        "2d12h": "60h",
        "1s500ms": "1500ms",
        "1.5h 30m": "120min",
    },
    SIZE: {"512Mi": "512MiB", "5KB": "5kB", "10 GBytes": "10GB", "3 gigabytes": "3GB"},
    SHARE: {"99.9 percent": "99.9%", "99.9 %": "99.9%", "5 nines": "99.999%", "2 nines": "99%"},
    WIDTH: {"1 Gbps": "1 Gbit/s", "10MB per second": "10 MB/second", "100 Mbps": "100 Mbit/s"},
    SPENDING: {"10 dollars/month": "10 USD/month", "10 EUR a month": "10 EUR/month"},
    FACTOR: {"3 times": "3x", "10 x": "10x"},
    NUMBER: {"5 million": "5M", "10K": "10k"},
}
GUESSES = {
    RATE: {
        "1,5 req/s": ("1.5 req/s",),
        "1 000 req/s": ("1_000 req/s",),
        "1'000 req/s": ("1_000 req/s",),
        "1,000,000 req/s": ("1_000_000 req/s",),
        "1,500 req/s": ("1_500 req/s", "1.500 req/s"),
        "0,500 req/s": ("0.500 req/s",),
        "1e6 req/s": ("1M req/s",),
        "1,5 K rps": ("1.5k req/s",),
    },
    SHARE: {"99,9%": ("99.9%",), "99,95 percent": ("99.95%",)},
    TIME: {"0,5s": ("0.5s",), "2,5 hours": ("2.5h",)},
    MONEY: {"$5": ("5 USD",), "5$": ("5 USD",), "\N{POUND SIGN}2.5k": ("2.5k GBP",)},
    SPENDING: {
        "$5/mo": ("5 USD/mo",),
        "$1.5k per month": ("1.5k USD/month",),
        "\N{EURO SIGN}1,200 / month": ("1_200 EUR/month", "1.200 EUR/month"),
    },
}
OTHERS = ("10", "10 foo", "5 x3", "1,2,3", "", "x", "$", "-", "5 min 3", "1h2h", "1s1h", "9" * 100)


def _cases(known: dict[Dimension, dict[str, object]]) -> list[tuple[Dimension, str, object]]:
    return [(d, text, better) for d, texts in known.items() for text, better in texts.items()]


@pytest.mark.parametrize(("dimension", "text", "better"), _cases({**CERTAIN}))
def test_what_is_certain(dimension: Dimension, text: str, better: str) -> None:
    found = respelt(text, (dimension,))
    assert found is not None
    assert (found.better, found.is_certain) == ((better,), True)
    assert parse_quantity(better).dimension is dimension
    assert respelt(better, (dimension,)) is None


@pytest.mark.parametrize(("dimension", "text", "better"), _cases({**GUESSES}))
def test_what_is_a_guess(dimension: Dimension, text: str, better: tuple[str, ...]) -> None:
    found = respelt(text, (dimension,))
    assert found is not None
    assert (found.better, found.is_certain) == (better, False)
    assert {parse_quantity(one).dimension for one in better} == {dimension}


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_no_quantity(text: str) -> None:
    assert respelt(text, (TIME, RATE)) is None


def test_nothing_is_suggested_that_does_not_fit() -> None:
    assert respelt("10 rps", (TIME,)) is None
    assert respelt("1 hour", (RATE, SIZE)) is None


@pytest.mark.parametrize(
    ("stated", "under", "better"),
    [
        ("timeout 1h30m", "1h30m", "90min"),
        ("timeout 1 sec, x3", "1 sec", "1s"),
        ("timeout 1,5s, retries 2", "1,5s", "1.5s"),
        ("timeout 1.000,5 ms", "1.000,5 ms", "1_000.5ms"),
        ("timeout 1e3 ms", "1e3 ms", "1000ms"),
        ("timeout 1e3ms", "1e3ms", "1000ms"),
        ("timeout 2e-1s, retries 2", "2e-1s", "0.2s"),
        ("timeout 2 minutes, reads d", "2 minutes", "2min"),
        ("rate_limit 10 rps per user", "10 rps", "10 req/s"),
    ],
)
def test_a_clause_says_what_to_write(stated: str, under: str, better: str) -> None:
    text = f"actor u\ncomponent a : service\ndata d\nflow f {{ u -> a, {stated} }}\n"
    (found,) = [d for d in read(text)[0] if d.code == "LNG010"]
    assert found.primary.span.text == under
    assert [str(one) for one in found.help] == [f"write {better}"]
    assert found.fix is not None
    fixed = text.replace(under, better)
    assert [d.message for d in read(fixed)[0] if d.code.startswith("LNG0")] == []


@pytest.mark.parametrize(
    ("stated", "better"),
    [
        ("cost $5/mo", "5 USD/mo"),
        ("cost 5$/month; replicas 2", "5 USD/month"),
        ("cost \N{EURO SIGN}400 per month", "400 EUR/month"),
        ("availability 99.9 %", "99.9%"),
        ("capacity 10 req / s", "10 req/s"),
        ("capacity 1'000 req/s", "1_000 req/s"),
        ("replicas 1 000", "1_000"),
        ("replicas 10K", "10k"),
        ("boot_time 1h30m", "90min"),
    ],
)
def test_a_property_says_what_to_write(stated: str, better: str) -> None:
    (found,) = read(f"component a : service {{ {stated} }}\n")[0]
    assert [str(one) for one in found.help] == [f"write {better}"]
