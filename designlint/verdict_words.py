"""Verdicts in words: how a violated claim comes out, and what to change so that it is met."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.judgement import Judgement, Status
from designlint.analyses.remedies.adjustment import SUGGESTED
from designlint.analyses.remedies.search import Remedy, find_remedy, remedies, what_if
from designlint.analyses.verdicts.verdicts import Verdict
from designlint.analyses.verdicts.worlds import world_of
from designlint.diagnostic import Help, Step, advice
from designlint.model import Claim
from designlint.quantity import Quantity, show
from designlint.wording import listed

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

# A list that is longer is not read.
MOST_SHOWN = 8


def shortfall(verdict: Verdict) -> str:
    """How a violated claim comes out: ``availability of `follow` is 99.87%, 0.12 points below the
    required 99.99%``."""
    claim, judgement = verdict.claim, verdict.judgement
    subject = f" of `{claim.subject.path}`" if claim.subject else ""
    aspect = f" {_aspect(claim)}" if claim.aspect is not None else ""
    load = f" at {claim.load:g}x the load" if claim.load != 1.0 else ""
    what = f"{claim.metric.name}{aspect}{subject}"
    if not isinstance(claim.target, Quantity):
        return f"{what}{load} is not {claim.target}: {judgement.value}"
    return f"{what}{load} is {judgement.value}, {_distance(claim, judgement)}"


def _aspect(claim: Claim) -> str:
    return f"p{claim.aspect * 100:g}" if isinstance(claim.aspect, float) else str(claim.aspect)


def _distance(claim: Claim, judgement: Judgement) -> str:
    target = show(claim.target) if isinstance(claim.target, Quantity) else str(claim.target)
    margin = judgement.margin.lstrip("+-")
    margin = "" if margin.startswith("0 ") else f"{margin} "
    if claim.operator in (">=", ">"):
        return f"{margin}below the required {target}".lstrip()
    return f"{margin}above the allowed {target}".lstrip()


def remedy(facts: Facts, verdict: Verdict, *, thorough: bool = False) -> tuple[Help, ...]:
    """The smallest change that meets a violated claim; where none does, what all of them come to and
    what stands in the way. A `thorough` search goes on where that of a check ends."""
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
    """Of the smallest change that meets a violated claim, what is to be changed at a component, or why
    that cannot be; `surely`, where the claim is then proved to be met."""
    search = facts[remedies].get(verdict.claim.span)
    if search is None or search.judgement is None:
        return ()
    if any(component in edit.touches for edit in search.blocked) and not search.edits:
        return tuple(_blocked(search))
    if surely and search.judgement.status is not Status.MET:
        return ()
    return tuple([change.help() for change in search.edits if component in change.touches])


def _changes(search: Remedy, outcome: Judgement) -> Iterator[Help]:
    *others, last = search.edits
    if len(others) == 1:
        yield advice("no single change is enough; these two together are:")
    elif others:
        yield advice(f"no two changes are enough; these {_number(len(search.edits))} together are:")
    more = len(others) - MOST_SHOWN
    yield from (change.help() for change in others[:MOST_SHOWN])
    if more > 0:
        yield advice(f"and {more} more of these; the last:")
    yield last.help(result=_outcome(outcome))


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def _outcome(judgement: Judgement) -> str:
    if judgement.status is Status.UNDECIDED:
        known = "" if judgement.value == "unknown" else f": {judgement.value}"
        return f"it hangs on what is missing{known}"
    return f"{judgement.value}, {judgement.margin}" if judgement.margin else judgement.value


def _not_met(facts: Facts, verdict: Verdict, search: Remedy) -> Iterator[Help]:
    if search.blocked:
        yield from _blocked(search)
        return
    tried = what_if(facts, search.everything) if search.everything else facts
    world = world_of(tried, verdict)
    judgement = verdict.judgement if search.judgement is None else search.judgement
    stands = verdict.claim.metric.headline(world, verdict._replace(judgement=judgement))
    if judgement.status is not Status.VIOLATED:
        yield advice(
            f"it takes more than two changes: with all {search.tried} that were tried it is {judgement.value}"
        )
        return
    if search.tried > 1:
        yield advice(
            f"no change is enough: with all {search.tried} that were tried it is {judgement.value}"
        )
    if search.tried == 1:
        yield search.everything[0].help(result=judgement.value, note="which is not enough")
    if stands is not None:
        how = "what still stands in the way" if search.tried else "no setting of the design changes"
        yield advice(f"{how}: {_line(stands)}")
    yield from verdict.claim.metric.suggestions(world, verdict.claim)


def _given_up(verdict: Verdict, search: Remedy, *, thorough: bool) -> str:
    """What a search came to that ended before everything was tried."""
    more = "" if thorough else f"; `designlint verify --why {verdict.owner.path}` searches on"
    if search.judgement is None or search.judgement.status is Status.VIOLATED:
        return f"no change was found among those that were tried{more}"
    value = search.judgement.value
    return f"all {search.tried} changes that were tried are enough together, with {value}{more}"


def _blocked(search: Remedy) -> Iterator[Help]:
    yield advice(f"what would be enough breaks {listed(search.breaks)}:")
    yield from (change.help() for change in search.blocked)


def _line(step: Step) -> str:
    is_told = step.origin and not step.origin.endswith(SUGGESTED)
    return f"{step.text} ({step.origin})" if is_told else step.text
