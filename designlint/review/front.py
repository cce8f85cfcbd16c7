"""The front page: the design in five sentences that are made from its facts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from designlint.analyses.facts import Facts
from designlint.base.wording import listed
from designlint.document import (
    Assumption,
    Claim,
    Decision,
    Document,
    Edition,
    Failures,
    Finding,
    Front,
    Question,
    Risk,
    Scaling,
    Tally,
)
from designlint.schema.component import OWNER
from designlint.schema.context import AUTHORS, CUSTOMERS, DESIGN_VERSION, REVIEW_STATUS, SCOPE

GRAVE = ("error", "warning")
MOST_SCOPE = 160
"""The characters of a scope that a sentence has room for."""


def edition(facts: Facts, found: Edition) -> Edition:
    """Which state of the design this is: what the design states, before what its repository has."""
    header = facts.design.header
    if header is None:
        return found
    return found._replace(
        version=header.value(DESIGN_VERSION) or found.version,
        status=(header.value(REVIEW_STATUS) or found.status).replace("_", " "),
        authors=header.value(AUTHORS) or found.authors or header.value(OWNER) or "",
    )


def subject(facts: Facts) -> str:
    """What the design is."""
    design = facts.design
    ours = [one for one in design.components.values() if not one.is_external]
    counts = {"component": len(ours), "flow": len(design.flows), "data item": len(design.data)}
    parts = [_many(number, noun) for noun, number in counts.items() if number]
    regions = sum(place.level == "region" for place in design.places.values())
    where = f" in {_many(regions, 'region')}" if regions else ""
    size = f"{_row(parts) or 'no components'}{where}"
    header = design.header
    scope = _short(header.value(SCOPE)) if header is not None else ""
    people = _short(header.value(CUSTOMERS)) if header is not None else ""
    whom = f", for {_inside(_row(people.split('; ')))}" if people else ""
    return f"{scope}: a system of {size}{whom}." if scope else f"A system of {size}{whom}."


def _short(text: str | None) -> str:
    """The first sentence of a text, if a sentence has room for it."""
    first = " ".join((text or "").split()).split(". ")[0].rstrip(".")
    return first if len(first) <= MOST_SCOPE else ""


def _row(parts: Sequence[str]) -> str:
    """Parts of a sentence: commas between them, and before the last one "and"."""
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def _inside(text: str) -> str:
    """A text inside of a sentence; what begins like `EU` is a name."""
    return text if text[1:2].isupper() else f"{text[0].lower()}{text[1:]}"


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def verdict(tally: Tally, claims: Sequence[Claim], scenarios: Collection[str]) -> str:
    """Whether the design holds what is required of it, and what its scenarios expect."""
    held = tally.met + tally.met_on_assumptions + tally.met_likely
    broken = tally.violated + tally.violated_on_assumptions + tally.violated_likely
    failing = _owners([one for one in claims if one.owner in scenarios], "violated")
    if not held + broken + tally.undecided and not failing:
        return "Whether it holds cannot be judged: no requirement states what to measure."
    who = _owners([one for one in claims if one.owner not in scenarios], "violated")
    parts = [*_required(held, broken, tally, who)]
    if failing:
        fails = "scenario fails" if len(failing) == 1 else "scenarios fail"
        parts.append(f"{len(failing)} {fails} ({listed(failing)})")
    holds = "The design does not hold" if broken or failing else "Nothing contradicts the design"
    if not broken and not failing and not tally.undecided:
        holds = "The design holds if its assumptions do" if held > tally.met else "The design holds"
    return f"{holds}: {', '.join(parts)}."


def _required(held: int, broken: int, tally: Tally, violated: Sequence[str]) -> Iterator[str]:
    """How many requirements are met, violated and undecided."""
    every = held + broken + tally.undecided
    if every == 1:
        word = "met" if held else f"violated ({listed(violated)})" if broken else "undecided"
        proved = ", which is not proved" if held > tally.met else ""
        yield f"its only requirement is {word}{proved}"
        return
    if every:
        number = f"{held} of {every}" if held else f"none of {every}"
        unproved = f" ({held - tally.met} of them not proved)" if held > tally.met else ""
        yield f"{number} requirements {'are' if held > 1 else 'is'} met{unproved}"
    if broken:
        yield f"{broken} {'is' if broken == 1 else 'are'} violated ({listed(violated)})"
    if tally.undecided:
        yield f"{tally.undecided} {'is' if tally.undecided == 1 else 'are'} undecided"


def _owners(claims: Sequence[Claim], status: str) -> list[str]:
    return list(dict.fromkeys(one.owner for one in claims if one.status == status))


def weakness(failures: Failures, scaling: Scaling, found: Sequence[Finding]) -> str:
    """What fails first: the single event that stops most, else the gravest finding, and the bottleneck."""
    full = [scaling.bottleneck] if scaling.bottleneck else []
    if single := _single(failures):
        return f"First to fail: {'; '.join([single, *full])}."
    if graves := [one.message for one in found if one.severity in GRAVE]:
        return f"The gravest finding: {'; '.join([graves[0], *full])}."
    undeclared = list(dict.fromkeys(path for one in failures.flows for path in one.undeclared))
    if undeclared:
        unknown = f"how many replicas of {listed(undeclared)} run is not declared"
        return f"Whether a single failure stops a flow is unknown: {'; '.join([unknown, *full])}."
    if failures.flows:
        return f"{'; '.join(['No single failure stops a flow', *full])}."
    if full:
        return f"First to fail: {full[0]}."
    return "What fails first is unknown: the design declares neither flows nor capacities."


def _single(failures: Failures) -> str:
    """The single event that stops most flows, in the words of the drill where that tries it."""
    stops: dict[str, list[str]] = {}
    of_several: set[str] = set()
    for flow in failures.flows:
        for cut in flow.singles:
            stops.setdefault(cut.text, []).append(flow.flow)
            if cut.alike > 1:
                of_several.add(cut.text)
    if not stops:
        return ""
    text, flows = max(stops.items(), key=lambda pair: len(pair[1]))
    effects = {one.trial: one.effect for one in failures.drill.trials}
    effect = effects.get(f"loss of {text}", "")
    # A flow with too little left to carry it is not stopped.
    if "overloaded" in effect or "degraded" in effect:
        return f"the loss of {text} ({effect})"
    verb = "stops or overloads" if text in of_several else "stops"
    return f"the loss of {text} {verb} {listed(flows)}"


def decision(
    claims: Sequence[Claim],
    decisions: Sequence[Decision],
    risks: Sequence[Risk],
    questions: Sequence[Question],
) -> str:
    """What must be decided."""
    broken, undecided = _owners(claims, "violated"), _owners(claims, "undecided")
    proposed = [one.path for one in decisions if _is_proposed(one)]
    ended = [one.code for one in risks if one.state == "expired"]
    said = []
    if broken:
        said.append(f"what to do about {listed(broken)}")
    if proposed:
        said.append(f"the proposed {listed(proposed)}")
    if ended:
        said.append(f"the ended acceptance of {listed(ended)}")
    if undecided:
        said.append(
            f"the facts that {listed(undecided)} {'lacks' if len(undecided) == 1 else 'lack'}"
        )
    # Each undecided claim is one of the questions, too.
    if left := len(questions) - sum(one.status == "undecided" for one in claims):
        said.append(f"the answers to {_many(left, 'open question')}")
    if not said:
        return "Nothing is left to decide."
    return f"To decide: {'; '.join(said)}."


def _is_proposed(one: Decision) -> bool:
    return any(fact.name == "status" and fact.value == "proposed" for fact in one.facts)


def assumption(register: Sequence[Assumption], assumed: int) -> str:
    """What was assumed."""
    values = f"{_many(assumed, 'value')} that the design does not state"
    if not register and not assumed:
        return "No verdict rests on an assumption, and the design states every value itself."
    if not register:
        return f"No verdict rests on an assumption; {values} {'comes' if assumed == 1 else 'come'} from catalogues and defaults."
    owners = {owner for one in register for owner in one.owners}
    rest = "rests" if len(owners) == 1 else "rest"
    on = _many(len(register), "assumption")
    return (
        f"{_many(len(owners), 'requirement')} {rest} on {on}, the first: {register[0].line.text}."
    )


def front(facts: Facts, document: Document, found_in: Edition) -> Front:
    """The front page, which sums up the other parts of the document."""
    summed = document.summary
    return Front(
        edition(facts, found_in),
        subject(facts),
        verdict(summed.tally, summed.claims, facts.design.scenarios),
        weakness(document.failures, document.scaling, document.findings),
        decision(summed.claims, document.decisions, document.risks, document.questions),
        assumption(document.register, len(document.assumptions)),
    )
