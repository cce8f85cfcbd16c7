"""Messages, consistency, data and security (MSG, CON, DAT, SEC)."""

from __future__ import annotations

from tests.signal.mutation import Operator

BROKER = r"component \w+ : (queue|stream)"
WORKER = r"component (mailer|writer|ringer)"
STORE = r"topology leader_follower \{ leader in (\w+); followers \d in (\w+), (\w+)[\w, ]*; sync \d \}\s*failover auto \w+ \{[^}]*\}"
OPERATORS = (
    Operator("narrow_keys", "SCA", r"data (sample|scan)", r"growth", "key int32; growth"),
    Operator(
        "final_deletion",
        "DAT",
        r"flow \w+",
        r"(\w+) -> (\w+) writes (booking|scan|application)\b[^\n;}]*",
        "\\g<0>\n  \\1 -> \\2 deletes \\3, encryption tls\n",
        also=("RES",),
        asks=True,
    ),
    Operator(
        "no_saga",
        "CON",
        r"flow order",
        r"shop -> store writes purchase",
        'shop -> payments writes purchase, timeout 1s, circuit_breaker yes, encryption tls\n  \\g<0>\fexternal payments "Takes the money" { availability 99.99% total; capacity 1k req/s total; because "No bank of our own." }\n',
        also=("SEC", "VER", "DAT"),
    ),
    Operator(
        "parallel_order",
        "CON",
        r"component jobs",
        r"dead_letter yes",
        "order fifo; dead_letter yes",
        then=("mailer -> store reads purchase", "mailer -> store writes purchase"),
    ),
    Operator(
        "waiting_room",
        "MSG",
        r"flow (browse|track|balance|receive|find|work|apply|compute_one)",
        r"(lb|entry|router|gate) -> (\w+)",
        '\\1 -> waiting -> \\2\fcomponent waiting : queue { replicas 3 in @places; observed_by watch; because "Peaks." }\n',
        also=("COV",),
    ),
    Operator(
        "slow_consumer",
        "MSG",
        WORKER,
        r"capacity \w+ msg/s",
        "capacity 5 msg/s",
        also=("SCA", "VER"),
    ),
    Operator("short_visibility", "MSG", BROKER, r"visibility \w+", "visibility 20ms"),
    Operator(
        "at_most_once",
        "MSG",
        BROKER,
        r"delivery at_least_once",
        "delivery at_most_once",
        also=("VER",),
        where="sample",
    ),
    Operator(
        "not_durable", "MSG", BROKER, r"durable yes", "durable no", also=("VER",), where="sample"
    ),
    Operator(
        "short_retention",
        "MSG",
        r"component log",
        r"retention 7d",
        "retention 1min",
        also=("VER", "DAT"),
    ),
    Operator(
        "no_dead_letter", "MSG", BROKER, r"dead_letter yes; ?", "", asks=True, unless="sample"
    ),
    Operator("idle_consumers", "MSG", r"component log", r"partitions 24", "partitions 2"),
    Operator("not_idempotent", "CON", WORKER, r"idempotent yes", "idempotent no"),
    Operator(
        "retried_write",
        "CON",
        r"\w+ -> \w+ \{",
        r"idempotent yes; ",
        "idempotent no; ",
        where="retries",
    ),
    Operator(
        "dual_write",
        "CON",
        r"flow (order|send)",
        r", optional, outbox yes",
        "",
        also=("SPF", "RES"),
    ),
    Operator(
        "leaders_in_all_zones",
        "CON",
        r"component \w+ : database",
        STORE,
        r"topology multi_leader { leaders in \1, \2, \3 }; conflicts last_writer_wins",
        also=("VER", "RES"),
        unless="record|account",
    ),
    Operator(
        "wrong_order", "CON", r"component log", r"partitions 24 by turbine", "partitions 24 by site"
    ),
    Operator(
        "late_index",
        "CON",
        r"component index",
        r"lag 20s",
        "lag 3h",
        codes=("VER001", "VER004"),
        also=("VER",),
    ),
    Operator(
        "stale_follower", "CON", r"flow (balance)", r"reads booking", "reads booking, from follower"
    ),
    Operator(
        "eventual",
        "CON",
        r"component books",
        r"isolation serializable",
        "delivers eventual",
        also=("VER",),
    ),
    Operator(
        "own_write_missed",
        "CON",
        r"flow (compute_one|compute_two|apply)",
        r"(\w+) -> (\w+) reads (\w+), writes \w+",
        r"\1 -> \2 writes \3\n  \1 -> \2 reads \3, from follower",
    ),
    Operator(
        "foreign_region",
        "DAT",
        r"provider",
        r"(region (?:eu-north|south) \{ jurisdiction) \w+",
        r"\1 us",
        where="x|.",
    ),
    Operator(
        "kept_forever", "DAT", r"data \w+ ", r"retention \w+; ?", "", asks=True, where="personal"
    ),
    Operator(
        "short_lived_stores",
        "DAT",
        r"component series",
        r"retention 90d",
        "retention 7d",
        then=(r"(?s)  backup every 12h to vault \{.*?\}\n", ""),
        also=("MSG", "RES"),
    ),
    Operator(
        "clear_at_rest",
        "SEC",
        r"component \w+ : database",
        r"encrypted_at_rest yes",
        "encrypted_at_rest no",
        codes=("DAT004", "DAT005"),
        unless="series|records",
    ),
    Operator(
        "clear_calls",
        "SEC",
        r"(entry|bank) -> (bank|books)",
        r"encryption m?tls",
        "encryption none",
        also=("VER",),
    ),
    Operator(
        "public_store",
        "SEC",
        r"flow (browse|balance|track|show|compute_one|work|apply)",
        r"  (\w+) -> (\w+)[\w ,>-]*\n(?:.*\n)*?(?:.*-> )(store|books|scans|messages|records|files|store_one) reads (\w+)",
        r"\g<0>\n  \1 -> \3 reads \4, encryption tls",
    ),
    Operator(
        "disclosed",
        "SEC",
        r"flow ring",
        r"push_one or else push_two",
        "push_one writes message, or else push_two",
        asks=True,
    ),
)
