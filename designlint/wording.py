"""Words that messages share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from designlint.diagnostic import Step

# What begins the rest of a line that says the same of a component as another line of another.
_VERBS = ("is ", "keeps ", "runs ", "spreads ")


def listed(names: Sequence[str], most: int = 3) -> str:
    """Names in backticks as a sentence has them: `` `a`, `b` and `c` ``, or `` `a`, `b` and 4 more ``."""
    quoted = [f"`{name}`" for name in names[:most]]
    if len(names) > most:
        quoted.append(f"{len(names) - most} more")
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def flows_stop(flows: Sequence[str]) -> str:
    """`` `follow` stops ``, or `` `follow` and `create` stop ``."""
    return f"{listed(flows)} {'stops' if len(flows) == 1 else 'stop'}"


def counted(number: int, noun: str) -> str:
    """A number of things: `1 flow`, `2 flows`; where the noun goes on, its first word is counted:
    `2 systems of others`."""
    first, space, rest = noun.partition(" ")
    return f"{number} {first}{'' if number == 1 else 's'}{space}{rest}"


def grouped_lines(lines: Iterable[Step]) -> Iterator[Step]:
    """The lines, with those that say the same of several components as one: ``each of `a` and `b` is ...``."""
    alike: dict[tuple[str, str], list[Step]] = {}
    for line in lines:
        subject, _, rest = line.text.partition(" ")
        is_shared = rest.startswith(_VERBS) and not subject.endswith(":")
        alike.setdefault((rest if is_shared else line.text, line.origin), []).append(line)
    for (rest, _), group in alike.items():
        names = list(dict.fromkeys([line.text.partition(" ")[0] for line in group]))
        if len(names) == 1:
            yield group[0]
        else:
            subjects = f"{', '.join(names[:-1])} and {names[-1]}"
            yield Step(f"each of {subjects} {rest}", None, group[0].origin)
