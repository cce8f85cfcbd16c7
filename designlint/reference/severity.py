"""The page of the severity policy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from designlint.diagnostics.diagnostic import Severity
from designlint.diagnostics.policy import DEFAULT_PROFILE, GRADES, PROFILES, Grade, Levels
from designlint.plugins.rule import Rule
from designlint.reference.entry import Page
from designlint.reference.markdown import code, codes, link, paragraphs, table

MEANING: Mapping[Grade, str] = {
    "contradiction": "The design contradicts a stated requirement, or itself.",
    "fatal": "A defect that is known to take a whole system down: its recovery needs what has "
    "failed, a queue that callers wait for has no bound, the control plane is on the request path "
    "and fails closed, redundancy ends where the design's own spread goes on, or the keys of new items "
    "run out before the horizon.",
    "risk": "A known failure pattern, proved by a witness. A single point of failure is one: many "
    "teams accept one, until a requirement says that they cannot.",
    "minor": "A pattern that costs little, or only later.",
    "advice": "What could be better.",
    "question": "What the design leaves open.",
    "assumed": "A requirement that is violated only on assumptions, or by an estimate.",
    "undecided": "A requirement that the facts neither prove nor refute.",
}


def severity_page(rules: Mapping[str, Rule]) -> Page:
    """What is an error by itself, what by a requirement, what is a warning, and what is advice."""
    intro = (
        "Each finding has a grade: what sort of defect it is about. The grade is the rule's, and "
        "the severity follows from it and from what is at stake, by the profile of the run. Three "
        "things can be at stake. The finding may **break a requirement**: with the defect, a stated "
        "target cannot hold. A **`must` flow** may depend on what the finding is about: a flow that "
        "serves a functional requirement of `priority must` (or, where no requirement states a "
        "priority, any). Else it is found **elsewhere**: under a flow that can wait, or in a sketch "
        "without requirements."
    )
    grades = table(("grade", "meaning"), [(code(g), MEANING[g]) for g in GRADES])
    choice = (
        f"`designlint check --profile NAME`, or `profile: NAME` in the "
        f"{link('configuration', 'configuration.md')}, chooses a profile; {code(DEFAULT_PROFILE)} is "
        "the default. A profile also says from which severity on `check` exits with 1, unless "
        "`--fail-on` does. A team has profiles of its own in the configuration:"
    )
    own = (
        "```yaml\nprofile: ours\nprofiles:\n"
        "  ours: { extends: review, grades: { risk: error }, fail-on: error }\n```"
    )
    folding = (
        "One cause is one finding. What follows from it stands beneath it, and the finding on top is "
        "as grave as the gravest beneath: a single point of failure that breaks a requirement is one "
        "error, with the verdict of that requirement beneath it. A verdict stands beneath the finding "
        "that costs most of the claim."
    )
    answers = (
        "An `edit` resolves its finding when it is pasted as it is. A `sample` has a value or a name that "
        "only you know: it shows the form, and what you put in its place decides. `help` is advice in words."
    )
    body = paragraphs(
        intro,
        "## Grades",
        grades,
        "## Profiles",
        *(_profile(name) for name in PROFILES),
        "## Choosing",
        choice,
        own,
        "## One cause, one finding",
        folding,
        "## Answers",
        answers,
        "## The rules by grade",
        "A rule stands at each grade that its findings may have; its page says which have which.",
        _by_grade(rules),
    )
    return Page("severity.md", "Severity", "what is an error, a warning and advice, and why", body)


def _profile(name: str) -> str:
    profile = PROFILES[name]
    rows = [(code(grade), *map(_shown, profile.levels[grade])) for grade in GRADES]
    head = ("grade", "breaks a requirement", "under a `must` flow", "elsewhere")
    fails = f"`check` exits with 1 from {code(str(profile.fail_on))} on."
    return paragraphs(f"### {name}", f"{profile.summary} {fails}", table(head, rows))


def _shown(severity: Severity | None) -> str:
    return "not reported" if severity is None else str(severity)


def _by_grade(rules: Mapping[str, Rule]) -> str:
    rows = []
    for grade in GRADES:
        members = [rule.code for rule in rules.values() if grade in rule.grades]
        rows.append((code(grade), codes(sorted(members))))
    return table(("grade", "rules"), rows)


def severity_words(grades: Sequence[Grade]) -> str:
    """The grades of a rule, and the severity of each by the default profile."""
    if len(grades) == 1:
        return f"Grade: {code(grades[0])}. Severity: {_levels_of(grades[0])}."
    each = "; ".join(f"{code(grade)}, {_levels_of(grade)}" for grade in grades)
    return f"Grades, and the severity of each: {each}."


def _levels_of(grade: Grade) -> str:
    levels: Levels = PROFILES[DEFAULT_PROFILE].levels[grade]
    breaks, must, other = map(_shown, levels)
    if breaks == must == other:
        said = breaks
    elif breaks == must:
        said = (
            f"{breaks} where it breaks a requirement or a `must` flow depends on it, else {other}"
        )
    elif must == other:
        said = f"{breaks} where it breaks a requirement, else {other}"
    else:
        said = f"{breaks} where it breaks a requirement, {must} under a `must` flow, else {other}"
    return said
