"""All attacks by name."""

from __future__ import annotations

from random import Random

from tests.attacks import conversation, costs, injection, laws, pages, renderings, settings
from tests.attacks.attack import Attack, Case
from tests.attacks.texts import any_design, any_text


def _of_text(seed: int) -> Case:
    return Case(any_text(seed))


def _of_design(seed: int) -> Case:
    return Case(any_design(seed))


def _of_bytes(seed: int) -> Case:
    """A text in some encoding, or with some bytes of it changed."""
    dice = Random(seed)
    text = any_text(seed)
    data = bytearray(
        text.encode(dice.choice(("utf-8", "utf-8-sig", "utf-16", "utf-32-le")), "replace")
    )
    for _ in range(dice.randrange(4)):
        at = dice.randrange(len(data) + 1)
        data[at : at + 1] = bytes([dice.randrange(256)])
    return Case(data.decode("latin-1"))


def _of_configuration(seed: int) -> Case:
    """A text that has the signs of YAML."""
    dice = Random(seed)
    words = ("a", "select", "options", "[", "]", "{", "}", ": ", "- ", "\n", "\n  ", "&a ", "*a", "!!int ", "|", ">",
             "'", '"', "#", "---", "...", "1", "0x", "1e999", ".nan", "2026-01-01", "null", "<<", "%YAML 9.9", "\t",
             "\0", "!!python/object:os.system ", "!<x> ", "? ", "é")  # fmt: skip
    return Case("".join(dice.choices(words, k=dice.randrange(1, 40))))


ATTACKS: dict[str, Attack] = {
    "reading": Attack(_of_text, laws.is_read_and_laid_out),
    "checking": Attack(_of_text, laws.is_checked),
    "designs": Attack(_of_design, laws.is_checked),
    "fixing": Attack(_of_text, laws.is_fixed),
    "bytes": Attack(_of_bytes, laws.is_decoded),
    "configuration": Attack(_of_configuration, laws.is_a_configuration),
    "settings": Attack(settings.draw, settings.is_judged),
    "renderings": Attack(renderings.draw, renderings.is_shown),
    "again": Attack(renderings.draw_again, renderings.is_the_same_again),
    "pictures": Attack(renderings.draw_picture, renderings.is_shown),
    "paper": Attack(renderings.draw_paper, renderings.is_on_paper),
    "mermaid": Attack(renderings.draw_mermaid, renderings.is_read),
    "pages": Attack(pages.draw, pages.is_quiet),
    "costs": Attack(costs.draw, costs.is_cheap),
    "conversation": Attack(conversation.draw, conversation.is_answered),
    "injection": Attack(injection.draw, injection.is_text_alone),
}
SHARES = {"reading": 0.4, "checking": 0.12, "designs": 0.05, "fixing": 0.02, "bytes": 0.01,
          "configuration": 0.01, "settings": 0.01, "renderings": 0.18, "again": 0.02, "pictures": 0.02, "paper": 0.01,
          "mermaid": 0.02, "pages": 0.02, "costs": 0.02, "injection": 0.07, "conversation": 0.02}  # fmt: skip
"""The share of the time that each attack gets."""
