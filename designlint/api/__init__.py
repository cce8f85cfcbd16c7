"""The public surface of designlint, for rules and plugins: what a finding, a rule and a plugin are made of.

The rest is by subject: `designlint.api.model` has the classes of a design, `.properties` the keys of what
it states, `.analyses` what is computed about it, `.text` words and quantities, and `designlint.testing`
the kit for tests.

A rule is a generator over `Facts`, decorated with `rule`: it reads the design (`facts.design`) and what is
computed about it (`facts[loads]`), and yields a `Finding` for each place where something is wrong.
"""

from __future__ import annotations

from designlint.analyses.facts import Facts, Lazily
from designlint.base.deprecation import deprecated
from designlint.diagnostics.diagnostic import (
    Fix,
    Fixable,
    Help,
    Label,
    Severity,
    Step,
    advice,
    edit,
)
from designlint.diagnostics.edits import removed, replaced
from designlint.model.metric import Metric, Target
from designlint.plugins.extensions import Format, Importer
from designlint.plugins.hookspecs import hookimpl
from designlint.plugins.rule import Finding, Rule, option, rule
from designlint.render.json_types import Report
from designlint.schema.kinds import Kind, kind_like
from designlint.schema.property import Property
from designlint.schema.roles import Role

__since__ = "0.1"
__stability__ = "stable"

__all__ = [
    "Facts",
    "Finding",
    "Fix",
    "Fixable",
    "Format",
    "Help",
    "Importer",
    "Kind",
    "Label",
    "Lazily",
    "Metric",
    "Property",
    "Report",
    "Role",
    "Rule",
    "Severity",
    "Step",
    "Target",
    "advice",
    "deprecated",
    "edit",
    "hookimpl",
    "kind_like",
    "option",
    "removed",
    "replaced",
    "rule",
]
