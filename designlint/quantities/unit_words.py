"""The words for units that people write elsewhere, each with the unit of the language."""

from __future__ import annotations

import re

PERIOD_WORDS = {
    **dict.fromkeys(("sec", "secs", "second", "seconds"), "s"),
    **dict.fromkeys(("mins", "minute", "minutes"), "min"),
    **dict.fromkeys(("hr", "hrs", "hour", "hours"), "h"),
    **dict.fromkeys(("day", "days"), "day"),
    **dict.fromkeys(("wk", "wks", "week", "weeks"), "week"),
    **dict.fromkeys(("mon", "mth", "month", "months"), "month"),
    **dict.fromkeys(("yr", "yrs", "year", "years", "annum"), "year"),
    **dict.fromkeys(("msec", "millisecond"), "ms"),
}
_SIZE_WORDS = {
    f"{word}{end}": unit
    for word, unit in (
        ("byte", "B"),
        ("kilobyte", "kB"),
        ("megabyte", "MB"),
        ("gigabyte", "GB"),
        ("terabyte", "TB"),
        ("petabyte", "PB"),
        ("kbyte", "kB"),
        ("mbyte", "MB"),
        ("gbyte", "GB"),
        ("tbyte", "TB"),
        ("kibibyte", "KiB"),
        ("mebibyte", "MiB"),
        ("gibibyte", "GiB"),
        ("tebibyte", "TiB"),
        ("bit", "bit"),
    )
    for end in ("", "s")
}
ALIASES = {
    **dict.fromkeys(("sec", "secs", "second", "seconds"), "s"),
    **dict.fromkeys(("mins", "minute", "minutes"), "min"),
    **dict.fromkeys(("hr", "hrs", "hour", "hours"), "h"),
    **dict.fromkeys(("day", "days"), "d"),
    **dict.fromkeys(("wk", "wks", "week", "weeks"), "w"),
    **dict.fromkeys(("mon", "mth", "mths", "month", "months"), "mo"),
    **dict.fromkeys(("yr", "yrs", "year", "years"), "y"),
    **dict.fromkeys(("msec", "msecs", "millis", "millisec", "millisecs"), "ms"),
    **dict.fromkeys(("millisecond", "milliseconds"), "ms"),
    **dict.fromkeys(("usec", "usecs", "micros", "microsecond", "microseconds"), "us"),
    **dict.fromkeys(("nsec", "nanos", "nanosecond", "nanoseconds"), "ns"),
    **_SIZE_WORDS,
    **{f"{prefix}i": f"{prefix}iB" for prefix in "KMGTPE"},
    **{f"{prefix}bps": f"{unit}bit/s" for prefix, unit in zip("kKMGT", "kkMGT", strict=True)},
    **{f"{prefix}Bps": f"{unit}B/s" for prefix, unit in zip("kKMGT", "kkMGT", strict=True)},
    "bps": "bit/s",
    "KB": "kB",
    "kiB": "KiB",
    **dict.fromkeys(("rps", "hps", "cps"), "req/s"),
    "tps": "tx/s",
    "qps": "queries/s",
    "iops": "ops/s",
    "eps": "events/s",
    "mps": "msg/s",
    "rpm": "req/min",
    "rph": "req/h",
    "tpm": "tx/min",
    **dict.fromkeys(("percent", "pct", "%"), "%"),
    **dict.fromkeys(("times", "fold"), "x"),
    **dict.fromkeys(("dollar", "dollars", "usd", "us-dollars"), "USD"),
    **dict.fromkeys(("euro", "euros", "eur"), "EUR"),
    **dict.fromkeys(("pound", "pounds", "gbp"), "GBP"),
    **dict.fromkeys(("franc", "francs", "chf"), "CHF"),
    **dict.fromkeys(("yen", "jpy"), "JPY"),
    **dict.fromkeys(("kilometer", "kilometers", "kilometre", "kilometres", "kms"), "km"),
    **dict.fromkeys(("mile", "miles"), "mi"),
    **dict.fromkeys(("transaction", "transactions", "operation", "operations"), "ops"),
    **dict.fromkeys(("hit", "hits", "reqs"), "requests"),
    "thousand": "k",
    **dict.fromkeys(("million", "mio", "mln", "mn", "mil"), "M"),
    **dict.fromkeys(("billion", "bil", "bln"), "bn"),
    "K": "k",
    "G": "bn",
    "X": "x",
}
MAGNITUDE_WORDS = {
    "K": "k",
    **dict.fromkeys(("thousand", "thousands"), "k"),
    **dict.fromkeys(("m", "mio", "mln", "mn", "mil", "million", "millions"), "M"),
    **dict.fromkeys(("B", "b", "G", "bil", "bln", "billion", "billions"), "bn"),
}
PREFIXED = re.compile(
    r"(bn|[kKMmBG])([rqht]ps|iops|ops|eps|rpm|reqs?|requests|msgs?)", re.IGNORECASE
)
"""A magnitude and what is counted in one word: `Krps`."""
