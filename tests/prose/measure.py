"""`python -m tests.prose.measure FOLDER` runs the rules over the labelled sentences, and writes what they find.

FOLDER holds checkouts of the sources that the head of `labels.tsv` names: `tera-promise`, `cFE` and
`fprime`. Sentences that are reported and have no line yet are listed, to be judged.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from designlint.prose.amounts import amounts
from designlint.testing import diagnose
from tests.prose.corpus import LABELS, LETTERS, Labelled, Sentence, labelled, sentences, words

_NAMES = {code: letter for letter, code in LETTERS.items()}
# A requirement without any `require` has one finding, that of COV006; this one measures no quality.
_DESIGN = 'data item\nfunctional FR0 "A visitor reads."\n{kind} R "{text}"{block}\n'
_BLOCK = " { require residency of item in eu }"


def found(sentence: Sentence) -> str:
    """The letters of the rules that report a sentence, as a requirement of a design."""
    kind = "functional" if sentence.functional else "nonfunctional"
    text = sentence.text.replace("\\", "\\\\").replace('"', '\\"')
    codes = set()
    for block in ("",) if sentence.functional else ("", _BLOCK):
        codes |= {d.code for d in diagnose(_DESIGN.format(kind=kind, text=text, block=block))}
    return "".join(sorted(_NAMES[code] for code in codes & _NAMES.keys()))


def read(sentence: Sentence) -> Iterator[str]:
    """The amounts that are read in a sentence."""
    for amount in amounts(sentence.text):
        yield f"{amount.dimension.name.lower()}={amount.value:g}"


def main(folder: Path) -> int:
    """Write the findings beside the labels; 1 where a sentence is missing or not labelled."""
    known = {(line.name, line.digest): line for line in labelled()}
    lines, new = [], []
    for sentence in sentences(folder):
        line = known.pop((sentence.name, sentence.digest), None)
        if line is not None:
            lines.append(line._replace(found=found(sentence), read=tuple(read(sentence))))
        elif letters := found(sentence):
            new.append(f"{letters}\t{sentence.name}\t{sentence.digest}\t{sentence.text}")
    _write(lines)
    print("\n".join([*new, *(f"no sentence {name}" for name, _ in known)]))  # noqa: T201
    return 1 if new or known else 0


def _write(lines: list[Labelled]) -> None:
    head = [line for line in LABELS.read_text(encoding="utf-8").split("\n") if line.startswith("#")]
    head = [f"# words: {words()}" if line.startswith("# words:") else line for line in head]
    rows = [
        "\t".join(
            [
                line.name, "functional" if line.functional else "nonfunctional", line.digest, line.group,
                line.labels or "-", line.found or "-", " ".join(line.amounts) or "-", " ".join(line.read) or "-",
            ]
        )
        for line in lines
    ]  # fmt: skip
    LABELS.write_text("\n".join([*head, *rows, ""]), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
