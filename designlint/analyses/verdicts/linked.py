"""What a verdict rests on where no step of a flow leads to a part of it."""

from __future__ import annotations

from collections.abc import Mapping

from designlint.analyses.facts import Facts, structural
from designlint.analyses.graph.doubts import is_of_all
from designlint.analyses.graph.unlinked import Unlinked, unlinked
from designlint.analyses.judgement import Basis, Judgement, Status
from designlint.analyses.measure import Derivation, Missing
from designlint.model import Claim


def on_the_way(facts: Facts, claim: Claim, judged: Judgement) -> Judgement:
    """A judgement that the claim is met, with the assumption that nothing is on the way to a part of a flow
    that no step leads to. A violated claim stays violated: what is on the way makes nothing better."""
    if judged.status is not Status.MET:
        return judged
    found = facts[_unlinked_parts]
    parts = found.get("" if is_of_all(claim) else claim.about, ())
    if not parts:
        return judged
    lines = tuple([one.assumption for one in parts])
    known = judged.assumptions
    return judged._replace(
        basis=Basis.ASSUMPTIONS if judged.basis is Basis.PROOF else judged.basis,
        assumptions=Derivation(lambda: (*known, *lines)),
        missing=(*judged.missing, *map(_caller, parts)),
    )


def _caller(one: Unlinked) -> Missing:
    return Missing(one.flow, f"caller of `{one.component}`", one.link, is_assumed=True)


@structural
def _unlinked_parts(facts: Facts) -> Mapping[str, tuple[Unlinked, ...]]:
    """The parts that no step leads to: by the flow, the components and data behind them; by "" all."""
    found: dict[str, dict[Unlinked, None]] = {}
    for flow in facts.design.flows.values():
        for one in facts[unlinked][flow.path]:
            behind = {*one.reached}
            data = (
                named.path
                for step in flow.steps
                if step.caller.path in behind
                for named in (*step.reads, *step.writes)
            )
            for path in ("", flow.path, *behind, *data):
                found.setdefault(path, {})[one] = None
    return {path: tuple(parts) for path, parts in found.items()}
