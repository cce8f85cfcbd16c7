"""What one requirement says."""

from __future__ import annotations

from collections.abc import Iterable, Set

from designlint.base.cached import cached_property
from designlint.prose import acting, clauses, fragments, phrases
from designlint.prose.amount import Amount
from designlint.prose.amounts import amounts, counts
from designlint.prose.ears import ears_pattern
from designlint.prose.kind import stated_function, stated_quality
from designlint.prose.qualities import Quality, qualities
from designlint.prose.words import Words


class Statement:
    """The text of a requirement; what is asked of it is read once."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def pattern(self) -> str:
        """The EARS pattern that it follows; empty for none."""
        return ears_pattern(self.text)

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """The amounts that it states, in their order."""
        return amounts(self.text)

    def counts(self, nouns: Iterable[str]) -> tuple[Amount, ...]:
        """How many of some things it states, by the words for them."""
        return counts(self.text, nouns)

    @cached_property
    def qualities(self) -> tuple[Quality, ...]:
        """The words for a quality that leave open how much of it."""
        return qualities(self.text)

    @property
    def unmeasured(self) -> tuple[Quality, ...]:
        """The qualities that no amount in the text measures."""
        stated = {a.dimension for a in self.amounts if not a.is_period}
        return tuple([q for q in self.qualities if stated.isdisjoint(q.dimensions)])

    @property
    def open_ends(self) -> tuple[Words, ...]:
        """The words that leave a list open."""
        return phrases.open_ends(self.text)

    @property
    def absolutes(self) -> tuple[phrases.Absolute, ...]:
        """The words that promise a quality without exception."""
        return tuple(phrases.absolutes(self.text))

    @property
    def moves_media(self) -> bool:
        """Whether it is about pictures, films or sound."""
        return phrases.moves_media(self.text)

    @property
    def announces(self) -> bool:
        """Whether it has somebody get a message."""
        return phrases.announces(self.text)

    @property
    def live(self) -> Words | None:
        """The words that say that somebody sees at once what changes."""
        return phrases.live(self.text)

    @property
    def mutual(self) -> Words | None:
        """The words that say that people send what others see at once."""
        return phrases.mutual(self.text)

    @property
    def second_obligation(self) -> Words | None:
        """The beginning of a second requirement in the same text."""
        return clauses.second_obligation(self.text)

    @property
    def passive(self) -> Words | None:
        """A verb in the passive voice that does not say who acts."""
        return acting.passive(self.text)

    @property
    def impersonal(self) -> Words | None:
        """An obligation of nobody."""
        return acting.impersonal(self.text)

    def is_fragment(self, names: Set[str]) -> bool:
        """Whether it is no sentence and begins with none of these names of those who act, which are in
        small letters."""
        return fragments.is_fragment(self.text, names)

    def stated_quality(self, actors: Iterable[str]) -> Words | None:
        """The words by which it says how well something is done, where it says nothing else."""
        return stated_quality(self.text, actors)

    def stated_function(self, actors: Iterable[str]) -> Words | None:
        """The words by which it says what somebody can do, where it says nothing else."""
        return stated_function(self.text, actors)
