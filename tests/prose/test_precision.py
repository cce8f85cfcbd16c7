"""How often the rules about the text of requirements are right on real sentences."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from tests.prose.corpus import LETTERS, labelled, recorded_words, sentences, words
from tests.prose.measure import found, read

LEAST = 0.85
"""The precision that each rule keeps."""
SENTENCES = "DESIGNLINT_SENTENCES"
"""The environment variable with a folder of the sources; without it the recorded findings count."""
LINES = labelled()


def test_the_labels_are_of_enough_sentences() -> None:
    sample = [line for line in LINES if line.group == "sample"]
    assert len(sample) >= 200
    assert len({line.name for line in sample}) == len(sample)
    assert {line.group for line in LINES} == {"sample", "judged"}


@pytest.mark.parametrize("letter", LETTERS)
def test_precision_of_each_rule(letter: str) -> None:
    reported = [line for line in LINES if letter in line.found]
    right = [line for line in reported if letter in line.labels]
    assert len(reported) >= 4, "too few sentences to say how precise the rule is"
    assert len(right) / len(reported) >= LEAST


def test_precision_of_amounts() -> None:
    """Of all amounts that are read in the sample; a sentence may state one twice."""
    sample = [line for line in LINES if line.group == "sample"]
    total = sum(len(line.read) for line in sample)
    right = sum(sum(1 for amount in line.read if amount in line.amounts) for line in sample)
    wanted = sum((Counter(line.amounts) for line in sample), Counter[str]())
    assert total >= 50
    assert right / total >= LEAST
    assert right / wanted.total() >= LEAST


def test_the_findings_are_of_these_words() -> None:
    assert recorded_words() == words(), "measure again: python -m tests.prose.measure FOLDER"


def test_the_record_is_of_these_rules() -> None:
    """Where the sentences are, what is recorded is what the rules find now."""
    folder = os.environ.get(SENTENCES)
    if folder is None:
        pytest.skip(f"no {SENTENCES}: the sentences are not in this repository")
    known = {(line.name, line.digest): line for line in LINES}
    for sentence in sentences(Path(folder)):
        line = known.get((sentence.name, sentence.digest))
        if line is not None:
            assert (sentence.name, found(sentence)) == (line.name, line.found)
            assert tuple(read(sentence)) == line.read
