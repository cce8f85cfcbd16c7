"""`python -m tests.signal`: what the findings are worth, in figures."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from tests.signal import checking, outages, precision, recall
from tests.signal.mutation import drafts


def lines(*, whole: bool) -> Iterator[str]:
    """The report, line by line; of the mutants a sample, or the whole."""
    yield from _precision()
    yield from _outages("outages", outages.pairs())
    yield from _outages("outages among the examples", outages.examples())
    yield from _clean()
    yield from _mutants(whole=whole)


def _precision() -> Iterator[str]:
    findings = precision.labelled()
    yield f"precision over architectures: {precision.precision(findings):.1%} of {len(findings)}"
    for code, counts in precision.by_rule(findings).items():
        yield f"  {code}: " + ", ".join(f"{label or 'unjudged'} {n}" for label, n in counts.items())


def _outages(title: str, pairs: list[outages.Pair]) -> Iterator[str]:
    named = sum(pair.named and pair.silent for pair in pairs)
    exits = sum(pair.fails and pair.passes for pair in pairs)
    yield f"{title}: {named} of {len(pairs)} named before and not after, {exits} exit with 1 and 0"
    for pair in pairs:
        if not (pair.named and pair.silent and pair.fails and pair.passes):
            yield f"  {pair.name}: " + ", ".join(_wrong(pair))


def _wrong(pair: outages.Pair) -> Iterator[str]:
    codes = ", ".join(sorted(pair.codes))
    if not pair.named:
        yield f"before is not reported by {codes}"
    if not pair.silent:
        yield f"after is reported by one of {codes}"
    if not pair.fails:
        yield "before exits with 0"
    if not pair.passes:
        yield "after exits with 1"


def _clean() -> Iterator[str]:
    found = {draft.name: checking.of_text(draft.text).defects for draft in drafts()}
    silent = sum(not defects for defects in found.values())
    yield f"clean designs: {silent} of {len(found)} without a warning or error"
    for name, defects in found.items():
        for one in defects:
            yield f"  {name}: {one.code} {one.message}"


def _mutants(*, whole: bool) -> Iterator[str]:
    chosen = recall.all_mutants() if whole else recall.sample()
    results = list(recall.outcomes(chosen))
    alarmed = [one for one in results if one.alarms]
    repeated = [one for one in results if len(one.reported) > 1]
    yield f"mutants: {len(results)}, false alarms {len(alarmed) / len(results):.1%}, reported twice {len(repeated) / len(results):.1%}"
    for family in recall.by_family(results):
        yield f"  {family.family}: {family.share:.1%} of {family.of} seen"
    for one in results:
        if not one.seen:
            yield f"  missed: {one.mutant.name}"
    for one in alarmed:
        yield f"  false alarm: {one.mutant.name}: " + "; ".join(
            f"{d.code} {d.message}" for d in one.alarms
        )
    for one in repeated:
        yield f"  reported twice: {one.mutant.name}: " + ", ".join(d.code for d in one.reported)


if __name__ == "__main__":
    for line in lines(whole="--sample" not in sys.argv):
        sys.stdout.write(line + "\n")
