"""Verdicts in words: how a violated claim comes out, and what to change so that it is met."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.judgement import Basis, Judgement, Status
from designlint.analyses.remedies.adjustment import SUGGESTED
from designlint.analyses.remedies.search import Remedy, find_remedy, remedies
from designlint.analyses.remedies.trials import what_if
from designlint.analyses.verdicts.verdicts import Verdict
from designlint.base.wording import listed
from designlint.diagnostics.diagnostic import Help, Step, advice
from designlint.model import Claim
from designlint.quantities.quantity import Quantity
from designlint.quantities.showing import show

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

# A list that is longer is not read.
MOST_SHOWN = 10


def shortfall(verdict: Verdict) -> str:
    """How far a violated claim misses its target: ``availability of `follow` is 99.87%, 0.12 percentage
    points below the required 99.99%``."""
    claim, judgement = verdict.claim, verdict.judgement
    if not isinstance(claim.target, Quantity):
        return f"{claim.measured} is not {claim.target}: {judgement.value}"
    return f"{claim.measured} is {judgement.value}, {_distance(claim, judgement)}"


def _distance(claim: Claim, judgement: Judgement) -> str:
    target = show(claim.target) if isinstance(claim.target, Quantity) else str(claim.target)
    margin = judgement.margin.lstrip("+-")
    margin = "" if margin.startswith("0 ") else f"{margin} "
    if claim.operator in (">=", ">"):
        return f"{margin}below the required {target}".lstrip()
    return f"{margin}above the allowed {target}".lstrip()


def remedy(facts: Facts, verdict: Verdict, *, thorough: bool = False) -> tuple[Help, ...]:
    """The smallest change that meets a violated claim; where none does, how far all changes go together
    and what limits them. A `thorough` search goes on where that of a check ends."""
    search = facts[remedies].get(verdict.claim.span)
    if search is not None and search.gave_up and thorough:
        search = find_remedy(facts, verdict)
    if search is None:
        return ()
    if search.edits and search.judgement is not None:
        return tuple(_changes(search, search.judgement))
    if search.gave_up and not search.blocked:
        return (advice(_given_up(verdict, search, thorough=thorough)),)
    return tuple(_not_met(facts, verdict, search))


def remedy_at(
    facts: Facts, verdict: Verdict, component: str, *, surely: bool = False
) -> tuple[Help, ...]:
    """The part of the smallest change that meets a violated claim which is about a component, or what
    that change violates; `surely`, only where the claim is then proved to be met."""
    search = facts[remedies].get(verdict.claim.span)
    if search is None or search.judgement is None:
        return ()
    if any(component in edit.touches for edit in search.blocked) and not search.edits:
        return tuple(_blocked(search))
    if surely and not search.judgement.is_proved:
        return ()
    return tuple([change.help() for change in search.edits if component in change.touches])


def _changes(search: Remedy, outcome: Judgement) -> Iterator[Help]:
    *others, last = search.edits
    if len(others) == 1:
        yield advice("no single change is enough; these two together are:")
    elif others:
        yield advice(f"no two changes are enough; these {_number(len(search.edits))} together are:")
    # A line that counts one more would take the place of that one.
    most = MOST_SHOWN if len(others) > MOST_SHOWN + 1 else len(others)
    more = len(others) - most
    yield from (change.help() for change in others[:most])
    if more:
        yield advice(f"{more} more like these, and:")
    yield last.help(result=_outcome(outcome))


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def _outcome(judgement: Judgement) -> str:
    if judgement.status is Status.UNDECIDED:
        known = "" if judgement.value == "unknown" else f": {judgement.value}"
        return f"undecided{known}"
    slack = f", slack {judgement.margin}" if judgement.margin else ""
    basis = "" if judgement.basis is Basis.PROOF else f"{judgement.word}: "
    return f"{basis}{judgement.value}{slack}"


def _not_met(facts: Facts, verdict: Verdict, search: Remedy) -> Iterator[Help]:
    """How far all levers go together, and what limits them."""
    if search.blocked:
        yield from _blocked(search)
        return
    tried = what_if(facts, search.everything) if search.everything else facts
    world, metric = verdict.world(tried), verdict.claim.metric
    judgement = verdict.judgement if search.judgement is None else search.judgement
    if judgement.status is not Status.VIOLATED:
        reach = f"{search.tried} candidate changes together reach {judgement.value}"
        yield advice(f"more than two changes are needed; {reach}")
        return
    limit = metric.headline(world, verdict._replace(judgement=judgement))
    suggestions = tuple(metric.suggestions(world, verdict.claim))
    attempt = "the one change that was tried"
    if search.tried > 1:
        attempt = f"all {search.tried} changes that were tried together"
    reach = f"with {attempt}, {verdict.claim.measured} is {judgement.value}"
    # The limit comes first: a short list shows one line of help.
    if limit is not None:
        nothing = "no remedy was found" if search.tried else "no setting of the design helps"
        yield advice(f"{nothing}; limiting factor: {_line(limit)}")
        if search.tried:
            yield advice(reach)
    # A suggestion without a limiting factor says itself why no lever is enough.
    elif search.tried and not suggestions:
        yield advice(f"no remedy was found: {reach}")
    yield from suggestions


def _given_up(verdict: Verdict, search: Remedy, *, thorough: bool) -> str:
    """What a search came to that ended before everything was tried."""
    more = "" if thorough else f"; `designlint verify --why {verdict.owner.path}` searches further"
    if search.judgement is None or search.judgement.status is Status.VIOLATED:
        return f"the search ended before it found a remedy{more}"
    value = search.judgement.value
    return f"{search.tried} candidate changes together reach {value}{more}"


def _blocked(search: Remedy) -> Iterator[Help]:
    yield advice(f"the smallest remedy violates {listed(search.breaks)}:")
    yield from (change.help() for change in search.blocked)


def _line(step: Step) -> str:
    is_shown = step.origin and not step.origin.endswith(SUGGESTED)
    return f"{step.text} ({step.origin})" if is_shown else step.text
