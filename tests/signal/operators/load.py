"""Load, growth, storage and latency (SCA, LAT), and caches (CAC)."""

from __future__ import annotations

import re

from tests.signal.mutation import Draft, Operator, Part

NUMBER = r"capacity (\d+)(k?) (req/s|op/s|msg/s)"


def tenth(match: re.Match[str], part: Part, draft: Draft) -> str:
    """Next to nothing of the capacity."""
    return f"capacity 1 {match[3]}"


def elsewhere(match: re.Match[str], part: Part, draft: Draft) -> str:
    """All replicas in the last zone of a design, which is in another region than its stores."""
    zones = re.findall(r"zone (\w+)", draft.text)
    return f"replicas {match[1]} in {zones[-1]}"


READS = r"-> (?:store\w*|books|scans|records|files|accounts|messages|series|index) reads \w+"
SERVING = r"component \w+ : (service|gateway|load_balancer|monolith|identity|database)"
OPERATORS = (
    Operator("weak", "SCA", SERVING, NUMBER, tenth, also=("VER", "LAT"), unless="bastion"),
    Operator(
        "growth", "SCA", r"design", r"growth\s+\w+", "growth 60x", also=("VER",), unless="brochure"
    ),
    Operator(
        "few_connections", "SCA", r"component \w+ : database", r"connections \d+", "connections 12"
    ),
    Operator(
        "small_disk",
        "SCA",
        r"component \w+ : database",
        r"max_size \w+ per replica",
        "max_size 2GB per replica",
        also=("VER",),
    ),
    Operator(
        "small_disk_added",
        "SCA",
        r"component \w+ : database",
        r"encrypted_at_rest yes",
        "encrypted_at_rest yes; max_size 1GB per replica",
        unless="max_size|managed",
        also=("VER",),
    ),
    Operator(
        "modulo",
        "SCA",
        r"component series",
        r"shards 32 by turbine \{[^}]*\}",
        "scales out; shards 6 by turbine { placement modulo }",
    ),
    Operator(
        "hot_key",
        "SCA",
        r"component series",
        r"max_size",
        "largest_share 95%; max_size",
        also=("VER",),
    ),
    Operator(
        "hard_limit",
        "SCA",
        r"component \w+ : (service|gateway|load_balancer)",
        r"capacity (\w+) req/s per replica;",
        r"capacity \1 req/s per replica; limit threads 1 req/s;",
        unless="bastion",
        also=("VER",),
    ),
    Operator(
        "chatty",
        "LAT",
        r"flow (?!invoice)",
        READS,
        r"\g<0>, x40, timeout 20ms",
        also=("SCA", "VER"),
    ),
    Operator(
        "far_service",
        "LAT",
        r"component (shop|desk|office|hub|app|cell_one|cell_two|board) :",
        r"replicas (\d+) in [\w, ]+",
        elsewhere,
        also=("VER", "SPF", "DAT"),
        asks=True,
    ),
    Operator(
        "no_expiry",
        "CAC",
        r"component (copies|edge)",
        r"ttl \w+; (?:stale_if_error \w+; stale_while_revalidate \w+; )?",
        "",
        also=("CON", "VER"),
    ),
    Operator(
        "long_ttl",
        "CAC",
        r"component (copies|edge)",
        r"ttl \w+;",
        "ttl 90d;",
        codes=("CON012",),
        also=("VER",),
    ),
    Operator(
        "no_eviction",
        "CAC",
        r"component (copies|edge)",
        r"ttl \w+; (?:stale_if_error \w+; stale_while_revalidate \w+; )?eviction \w+;",
        "eviction none;",
        also=("CON",),
    ),
    Operator(
        "small_cache",
        "CAC",
        r"component (copies|edge|sessions)",
        r"size \w+;?",
        r"\g<0> working_set 900GB;",
    ),
    Operator("impossible_hit", "CAC", r"component copies", r"size 8GB", "size 40MB; skew 0"),
    Operator(
        "only_copy",
        "CAC",
        r"data session",
        r"importance low",
        "importance critical",
        also=("RES", "CON", "SPF"),
    ),
    Operator(
        "personal_copies",
        "CAC",
        r"data page",
        r"importance normal",
        "importance normal; contains personal; retention 1y",
        also=("SEC",),
    ),
)
