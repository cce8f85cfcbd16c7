"""The design rules of Acme."""

from __future__ import annotations

from pathlib import Path

from acme_designlint.no_owner import no_owner
from acme_designlint.owners_format import OWNERS
from designlint.api import Format, Kind, Property, Role, Rule, hookimpl, kind_like, properties

PRECISION: Property[float] = Property(
    "precision", "<share>", "The share of its answers that are right."
)
COMMON = {key.name: key for key in properties.component.EVERY_COMPONENT}
MODEL_SERVER = Kind(
    "model_server",
    "Answers with a trained model.",
    properties={**COMMON, PRECISION.name: PRECISION},
    assumed={},
    roles=frozenset({Role.APPLICATION}),
    like="service",
)
SEALED: Property[bool] = Property(
    "sealed", "<yes_no>", "Whether an entry can be proved to be unchanged."
)
LEDGER = kind_like("database", "ledger", "Keeps entries that are only ever added.", SEALED)


@hookimpl
def designlint_rules() -> list[Rule]:
    """The rules of this plugin."""
    return [no_owner]


@hookimpl
def designlint_kinds() -> list[Kind]:
    """The kinds of this plugin."""
    return [MODEL_SERVER, LEDGER]


@hookimpl
def designlint_technologies() -> list[Path]:
    """What Acme's platform offers, as files of technologies."""
    return [Path(__file__).with_name("acme.ledger.yaml")]


@hookimpl
def designlint_formats() -> list[Format]:
    """The output formats of this plugin."""
    return [OWNERS]
