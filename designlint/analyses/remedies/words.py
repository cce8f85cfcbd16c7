"""What to change, said so that it can be made; where that is not enough, how far it goes and what
stands in the way."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.availability.availability import Taken, taken_by
from designlint.analyses.facts import Facts
from designlint.analyses.judgement import Judgement, Status
from designlint.analyses.load.bandwidth import bandwidth
from designlint.analyses.measure import origin_text
from designlint.analyses.placement.placement import placements
from designlint.analyses.remedies.adjustment import SUGGESTED
from designlint.analyses.remedies.search import Mended, mend, mends, tried_out
from designlint.analyses.verdicts.verdicts import Verdict
from designlint.analyses.verdicts.worlds import world_of
from designlint.diagnostic import Help, Step, advice, edit
from designlint.model import Claim
from designlint.quantity import Quantity, show_availability, show_share
from designlint.wording import listed

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

# A list that is longer is not read.
MOST_SHOWN = 8


def mending(facts: Facts, verdict: Verdict, *, thorough: bool = False) -> tuple[Help, ...]:
    """The smallest change that meets a violated claim; where none does, what all of them come to and
    what stands in the way. A `thorough` search goes on where that of a check ends."""
    search = facts[mends].get(verdict.claim.span)
    if search is not None and search.gave_up and thorough:
        search = mend(facts, verdict)
    if search is None:
        return ()
    if search.edits and search.judgement is not None:
        return tuple(_changes(search, search.judgement))
    if search.gave_up and not search.blocked:
        return (advice(_given_up(verdict, search, thorough=thorough)),)
    return tuple(_not_mended(facts, verdict, search))


def mending_at(
    facts: Facts, verdict: Verdict, component: str, *, surely: bool = False
) -> tuple[Help, ...]:
    """Of the smallest change that meets a violated claim, what is to be changed at a component, or why
    that cannot be; `surely`, where the claim is then proved to be met."""
    search = facts[mends].get(verdict.claim.span)
    if search is None or search.judgement is None:
        return ()
    if any(component in edit.touches for edit in search.blocked) and not search.edits:
        return tuple(_blocked(search))
    if surely and search.judgement.status is not Status.MET:
        return ()
    return tuple([change.help() for change in search.edits if component in change.touches])


def _changes(search: Mended, outcome: Judgement) -> Iterator[Help]:
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


def _not_mended(facts: Facts, verdict: Verdict, search: Mended) -> Iterator[Help]:
    if search.blocked:
        yield from _blocked(search)
        return
    tried = tried_out(facts, search.everything) if search.everything else facts
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


def _given_up(verdict: Verdict, search: Mended, *, thorough: bool) -> str:
    """What a search came to that ended before everything was tried."""
    more = "" if thorough else f"; `designlint verify --why {verdict.owner.path}` searches on"
    if search.judgement is None or search.judgement.status is Status.VIOLATED:
        return f"no change was found among those that were tried{more}"
    value = search.judgement.value
    return f"all {search.tried} changes that were tried are enough together, with {value}{more}"


def _blocked(search: Mended) -> Iterator[Help]:
    yield advice(f"what would be enough breaks {listed(search.breaks)}:")
    yield from (change.help() for change in search.blocked)


def _line(step: Step) -> str:
    is_told = step.origin and not step.origin.endswith(SUGGESTED)
    return f"{step.text} ({step.origin})" if is_told else step.text


def beyond_availability(world: Facts, claim: Claim) -> Iterator[Help]:
    """What no setting does for an availability, and who would have to do it."""
    for taken in taken_by(world, claim.about)[:1]:
        if is_bound(claim, taken):
            shown = show_availability(taken.each)
            origin = origin_text(taken.known.origin)
            yield advice(
                f"no more than the {shown} of `{taken.path}` is possible, for all hangs on it ({origin})"
            )
        yield _instead_of(world, taken)


def beyond_bandwidth(world: Facts, claim: Claim) -> Iterator[Help]:
    """What no setting does for a bandwidth."""
    if isinstance(claim.target, Quantity):
        least = bandwidth(world, claim.about).value.low
        if least > claim.target.value:
            share = show_share(claim.target.value / least)
            yield advice(
                f"the payloads or the calls have to shrink to {share} of what they are, or less"
            )


def is_bound(claim: Claim, taken: Taken) -> bool:
    """Whether something alone, which everything hangs on, is up for less than is asked."""
    target = claim.target.value if isinstance(claim.target, Quantity) else 0.0
    return taken.alone and taken.each > 1.0 - target


def _instead_of(world: Facts, taken: Taken) -> Help:
    if taken.sort == "domain":
        return advice(f"run in a second place what only `{taken.path}` has now")
    if taken.sort == "replica":
        count = world[placements][taken.path].count
        if taken.alone and count > 1:
            return advice(f"give `{taken.path}` a spare replica, or automatic failover")
        return edit(f"replicas {count + 1}", place=f"`{taken.path}`")
    return advice(
        f"have a second way beside `{taken.path}` (`or else NAME`), or make it `optional`"
    )
