"""Backups, failover, ways back and changes (RES)."""

from __future__ import annotations

import re

from tests.signal.mutation import Draft, Operator, Part

STORES = r"component \w+ : (database|search)"


def near(match: re.Match[str], part: Part, draft: Draft) -> str:
    """The backups in the region of the stores."""
    region = draft.found(r"region ([\w-]+)")
    return f"in {region}"


def through_store(match: re.Match[str], part: Part, draft: Draft) -> str:
    """The tool that brings a store back asks that store who may enter."""
    store, admin = match[1], match[2]
    held = draft.found(rf"component {store} : database[\s\S]*?holds (\w+)")
    enter = f"flow enter_tools serves FR1 {{ rate 1 req/h; {admin} -> bastion; bastion -> {store} reads {held}, timeout 1s, encryption tls }}\n"
    return f"{match[0]}\f{enter}" if held else ""


def deep(match: re.Match[str], part: Part, draft: Draft) -> str:
    """The health check of each replica asks the store that all share."""
    stores = r"(store\w*|books|scans|records|files|accounts|messages|series)"
    store = draft.found(rf"^{part.name} -> {stores} ")
    return f"health_check deep of {store}" if store else ""


def boots_with_settings(match: re.Match[str], part: Part, draft: Draft) -> str:
    """A program needs its settings to start, and they need the program."""
    places = draft.found(r"replicas \d+ in ([\w, ]+)")
    settings = f"{part.name}_settings"
    more = (
        f"component {settings} : config {{ replicas {6 * len(places.split())} in {places}; needs_at_boot {part.name}; because "
        '"Settings."; rollout canary, all { bake 1h; validates yes; rollback auto } }\n'
    )
    return f"needs_at_boot {settings}; configured_by {settings}; {match[0]}\f{more}"


OPERATORS = (
    Operator(
        "no_backup",
        "RES",
        STORES,
        r"backup every [^{]*\{[^}]*\}\n?",
        "\n",
        codes=("SPF005",),
        also=("VER", "SPF"),
        unless="record|message|sample",
    ),
    Operator(
        "no_backup_asked",
        "RES",
        STORES,
        r"backup every [^{]*\{[^}]*\}\n?",
        "\n",
        codes=("SPF005",),
        also=("VER", "SPF"),
        asks=True,
        where="record|message|sample",
    ),
    Operator(
        "backup_near",
        "RES",
        r"component vault",
        r"in [\w-]+(?=;)",
        near,
        codes=("SPF005",),
        also=("VER", "SPF"),
        where="eu-north|south",
    ),
    Operator(
        "untested_restore",
        "RES",
        STORES,
        r"restore_tested every \w+; ",
        "",
        unless="record|message|sample|account",
    ),
    Operator(
        "silent_backup",
        "RES",
        STORES,
        r"; alerts yes",
        "; alerts no",
        unless="record|message|sample|account",
    ),
    Operator(
        "async_failover",
        "RES",
        STORES,
        r"sync \d \}(\s*)failover auto (\w+) \{ promotes synchronous",
        r"sync 0 }\1failover auto \2 { promotes any",
        also=("VER",),
        unless="minute|record|account",
    ),
    Operator("no_fencing", "RES", STORES, r"fencing yes", "fencing no", also=("VER",)),
    Operator(
        "slow_failover",
        "RES",
        STORES,
        r"failover auto \w+",
        "failover auto 5d",
        also=("VER", "MSG"),
        unless="record",
    ),
    Operator(
        "all_at_once", "RES", r"component (releases|flags)", r"rollout [^{]*\{", "rollout all {"
    ),
    Operator(
        "no_rollout", "RES", r"component (releases|flags)", r"rollout [^{]*\{[^}]*\}", "", asks=True
    ),
    Operator(
        "way_back_needs_store",
        "RES",
        r"flow restore",
        r"recovers (\w+)(?:, \w+)? \{ ?\s*(\w+) -> bastion",
        through_store,
    ),
    Operator(
        "deep_health_check",
        "RES",
        r"component \w+ : (service|monolith)",
        r"health_check shallow",
        deep,
        unless="per_cell",
    ),
    Operator(
        "state_in_memory",
        "RES",
        r"component \w+ : (service|monolith)",
        r"state none",
        "state memory",
        asks=True,
    ),
    Operator(
        "names_live_long",
        "RES",
        r"component names",
        r"ttl 30s",
        "ttl 1d",
        asks=True,
        also=("CAC", "VER"),
    ),
    Operator(
        "boots_with_store",
        "RES",
        r"component \w+ : (service|monolith|identity)",
        r"observed_by watch(?=[^}]*deployed_by)",
        boots_with_settings,
        codes=("RES017",),
        unless="configured_by",
    ),
    Operator(
        "flags_for_each_request",
        "RES",
        r"flow apply",
        r"gate -> office, encryption tls",
        r"\g<0>\n  office -> flags, timeout 1s",
        then=("; runs_without flags for 7d", ""),
    ),
)
