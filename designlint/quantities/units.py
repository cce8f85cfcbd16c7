"""Units: what each is worth in the base unit of its dimension."""

from __future__ import annotations

MAGNITUDES = {"k": 1e3, "M": 1e6, "bn": 1e9}

TIMES = {
    "ns": 1e-9,
    "us": 1e-6,
    "\N{MICRO SIGN}s": 1e-6,
    "\N{GREEK SMALL LETTER MU}s": 1e-6,
    "ms": 1e-3,
    "s": 1.0,
    "min": 60.0,
    "h": 3600.0,
    "d": 86_400.0,
    "w": 604_800.0,
    "mo": 2_592_000.0,
    "y": 31_536_000.0,
}
YEAR = TIMES["y"]
PERIODS = TIMES | {
    "sec": 1.0,
    "second": 1.0,
    "minute": 60.0,
    "hour": 3600.0,
    "day": 86_400.0,
    "week": 604_800.0,
    "month": 2_592_000.0,
    "year": 31_536_000.0,
}
SIZES = {
    "B": 1.0,
    **{f"{p}B": 1000.0**n for n, p in enumerate("kMGTPE", 1)},
    **{f"{p}iB": 1024.0**n for n, p in enumerate("KMGTPE", 1)},
    "bit": 0.125,
    **{f"{p}bit": 1000.0**n / 8 for n, p in enumerate("kMGT", 1)},
}
# In a rate per second everybody reads Gb/s as bits; alone, Gb is refused (see READINGS).
LINE_RATES = SIZES | {f"{p}b": 1000.0**n / 8 for n, p in enumerate("kMGT", 1)} | {"b": 0.125}
LENGTHS = {"km": 1000.0, "mi": 1609.344}
CURRENCIES = frozenset(("USD", "EUR", "GBP", "CHF", "JPY", "CNY", "INR", "AUD", "CAD"))
NOUNS = {
    **dict.fromkeys(("req", "request", "requests", "call", "calls"), "req"),
    **dict.fromkeys(("msg", "msgs", "message", "messages"), "msg"),
    **dict.fromkeys(("op", "ops", "tx"), "op"),
    **{word: word.rstrip("s") for word in ("read", "reads", "write", "writes", "event", "events")},
    **{word: word.rstrip("s") for word in ("row", "rows", "job", "jobs", "user", "users")},
    **{
        word: word.rstrip("s") for word in ("upload", "uploads", "view", "views", "order", "orders")
    },
    "query": "query",
    "queries": "query",
}

# Units that two readers could read in two ways, with both readings.
READINGS = {
    "m": ("min (minutes)", "mo (months)"),
    "b": ("B (bytes)", "bit (bits)"),
    **{f"{p}b": (f"{p}B (bytes)", f"{p}bit (bits)") for p in "kMGT"},
    "kb": ("kB (kilobytes)", "kbit (kilobits)"),
    "mb": ("MB (megabytes)", "Mbit (megabits)"),
    "gb": ("GB (gigabytes)", "Gbit (gigabits)"),
    "tb": ("TB (terabytes)", "Tbit (terabits)"),
    "Kb": ("kB (kilobytes)", "kbit (kilobits)"),
    "mB": ("MB (megabytes)", "kB (kilobytes)"),
}
