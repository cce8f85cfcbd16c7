"""What the name of a key says about the order of its values: does each new one come after all others?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum


class Growth(Enum):
    """How the values of a key grow, as far as its name says.

    Each new value is the largest (`STEADY`), all items of a while have one value (`COARSE`), or it cannot
    be derived: an identifier may be counted or random, and a word may mean anything (`UNKNOWN`).
    """

    STEADY = "steady"
    COARSE = "coarse"
    UNKNOWN = "unknown"

    @property
    def is_steady(self) -> bool:
        """Whether each new value comes after all others."""
        return self is Growth.STEADY

    @property
    def is_coarse(self) -> bool:
        """Whether all that is written during a while has one value."""
        return self is Growth.COARSE


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Spans of time: all that is written during one has the same value.
_SPANS = _words(
    "day week month quarter year hour minute weekday yyyymm yyyymmdd yyyymmddhh ymd ym "
    "yearmonth dayofyear"
)
# Dates are written with or without a time, so a hash of one may spread.
_TIMES = _words(
    "at on time timestamp datetime ts dt date ds second epoch instant created updated modified "
    "inserted measured occurred recorded observed received posted published logged happened ingested "
    "captured sampled registered submitted arrived arrival emitted eventtime createdat"
)
# Numbers that a store, a log or a generator counts up, and identifiers that begin with a time.
_COUNTED = _words(
    "auto seq sequence seqno seqnum serial counter autoincrement increment autoid rowid rownum offset "
    "lsn scn gtid txid zxid bigserial identity nextval ulid snowflake flake sonyflake ksuid timeuuid "
    "timeflake tsid xid cuid objectid"
)
_IDENTIFIERS = _words("id ids pk key uid")
_NUMBERS = _words("no nr num number")
# What is numbered in the order in which it comes.
_NUMBERED = _COUNTED | _words(
    "order invoice ticket receipt transaction booking message event record entry row line job batch "
    "block journal log request payment trade shipment purchase statement case claim"
)
# An action or a thing that has just happened: its time is that of the write.
_JUST_NOW = re.compile(
    r"\w+ed|written|sent|begun|taken|start|creation|create|insertion|insert|arrival|event|entry|record|"
    "log|auto|order|trade|business|posting|partition|ingest|ingestion|sale|sales|payment|transaction|"
    "message|reading|measurement|sample|publication|publish|upload|purchase|request|receive|capture|"
    "index|shard|bucket|journal|current|calendar|utc|local|server|unix|system|wall|clock|window|audit|"
    "activity|access|visit|click|view|call|submission|processing|modification|update|last|row|time|day"
)
# What exists before the item is written, or has nothing to do with when it is: its values come in any order.
_UNORDERED = _words(
    "name surname firstname lastname title email mail phone address street country region state city town "
    "zip zipcode postcode postal county province district area territory place location geo geohash lat "
    "latitude longitude cell tile grid tenant customer client user member account owner author writer editor "
    "sender receiver recipient seller buyer visitor guest patient student employee person people actor "
    "player driver passenger subscriber organization organisation org company firm brand vendor supplier "
    "merchant partner shop store branch warehouse team group department project workspace channel room "
    "device sensor machine host node server vehicle car truck bus ship plane phone meter station hash "
    "category kind type class status level priority language locale color colour size isbn sku ean iban upc "
    "prefix letter word term keyword tag topic subject genre url uri domain path slug host ip symbol ticker "
    "currency product article book film song artist album birthday"
)
_UNITS = _words("ms us ns millis micros nanos seconds utc bucket slot partition bin")
_VERSIONED = re.compile(r"(uuid|guid|gen)_?v?[67]")


def growth(key: str, items: Iterable[str]) -> Growth | None:
    """How a key grows, by its name; `items` are the data items that it divides, since `order_number`
    counts where orders are kept. A key that begins with something else does not."""
    name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", key).lower()
    words = [word for word in re.split(r"[_.-]+", _VERSIONED.sub("ulid", name)) if word]
    while len(words) > 1 and words[-1] in _UNITS:
        words.pop()
    own = {word for item in items for word in (item.lower(), item.lower().split("_")[-1])}
    *first, last = words or [""]
    if last in _SPANS | _TIMES:
        return _by_time(first, last, own)
    if last in _COUNTED:
        return Growth.STEADY if all(word in _NUMBERED | own for word in first) else None
    if last in _IDENTIFIERS | _NUMBERS:
        return _by_number(first, last, own)
    return None if any(_is_unordered(word) for word in words) else Growth.UNKNOWN


def _is_unordered(word: str) -> bool:
    return word in _UNORDERED or word.removesuffix("s") in _UNORDERED


def _by_time(first: list[str], last: str, own: set[str]) -> Growth | None:
    """How a key whose last word is a time grows: with the time of the write, or with another."""
    is_now = all(_JUST_NOW.fullmatch(w) or w in _SPANS | _TIMES | own for w in first)
    if not is_now:
        return None
    return Growth.COARSE if last in _SPANS else Growth.STEADY


def _by_number(first: list[str], last: str, own: set[str]) -> Growth | None:
    """How a number or identifier grows by what it is of: generators and documents count up."""
    if first and all(word in _SPANS for word in first):
        return Growth.COARSE
    if any(word in _COUNTED for word in first):
        return Growth.STEADY if all(word in _NUMBERED | own for word in first) else None
    if first and last in _NUMBERS and all(word in _NUMBERED for word in first):
        return Growth.STEADY
    is_own = not first or "_".join(first) in own or first[-1] in own
    return Growth.UNKNOWN if is_own and last not in ("key", "uid") else None
