"""Backups that their store removes before the next one is made: for a part of the time there is none."""

from __future__ import annotations

from designlint.analyses.facts import Facts
from designlint.analyses.measure import step
from designlint.diagnostics.diagnostic import Step
from designlint.model import Component
from designlint.quantities.showing import show
from designlint.schema.store import BACKUP, RETENTION


def expired_backups(facts: Facts, component: Component) -> Step | None:
    """The line that shows it; None where a backup is kept until there is a newer one."""
    backup = component.value(BACKUP)
    store = facts.design.components.get(backup.to.path) if backup and backup.to else None
    kept = store[RETENTION] if store is not None else None
    if backup is None or store is None or kept is None or kept.value.value >= backup.every.value:
        return None
    text = f"`{store.path}` removes a backup of `{component.path}` after {show(kept.value)}"
    return step(f"{text}, and one is made every {show(backup.every)}", kept)
