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
        where="eu-north|south|ams",
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
        lambda m, p, d: _deep(p, d),
        unless="per_cell",
    ),
    Operator(
        "boots_with_store",
        "RES",
        r"component \w+ : (service|monolith|identity)",
        r"observed_by watch(?=[^}]*deployed_by)",
        lambda m, p, d: _cycle(m, p, d),
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


def _callee(part: Part, draft: Draft) -> str:
    return draft.found(
        rf"^{part.name} -> (store\w*|books|scans|records|files|accounts|messages|series) "
    )


def _deep(part: Part, draft: Draft) -> str:
    store = _callee(part, draft)
    return f"health_check deep of {store}" if store else ""


def _cycle(match: re.Match[str], part: Part, draft: Draft) -> str:
    store = _callee(part, draft)
    if not store:
        return ""
    # The store starts with the program, by what the program calls its settings.
    more = f'component {part.name}_settings : config {{ replicas 3 in {_places(draft)}; needs_at_boot {part.name}; rollout canary, all {{ bake 1h; validates yes; rollback auto }}; because "Settings." }}\n'
    return f"needs_at_boot {part.name}_settings; configured_by {part.name}_settings; {match[0]}\f{more}"


def _places(draft: Draft) -> str:
    return draft.found(
        r"component watch : monitoring \"[^\"]*\" \{ replicas \d+ in ([\w, ]+)"
    ) or draft.found(r"replicas \d+ in ([\w, ]+)")
