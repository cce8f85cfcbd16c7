"""`python -m tests.attacks.guided reading [ARGUMENTS OF LIBFUZZER]`: bytes that a fuzzer chooses by the code they reach.

For one of the attacks by text. Needs the extra `fuzz`, which not every platform has a wheel for.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris

with atheris.instrument_imports(include=["designlint"]):
    from tests.attacks.attack import Case, Kept
    from tests.attacks.attacks import ATTACKS
    from tests.attacks.laws import problem_of
    from tests.attacks.texts import wholes

TARGETS = ("reading", "bytes", "configuration", "checking")


def main() -> None:
    """Fuzz until the fuzzer ends, from all fixtures and examples on; what breaks a law is kept."""
    name, *more = sys.argv[1:] or [TARGETS[0]]
    attack = ATTACKS[name]
    encoding = "latin-1" if name == "bytes" else "utf-8"

    def one(data: bytes) -> None:
        case = Case(data.decode(encoding, "replace"))
        try:
            attack.hold(case)
        except Exception as error:
            Kept(name, case, problem_of(error)).write()
            raise

    with TemporaryDirectory() as corpus:
        for number, text in enumerate(wholes()):
            (Path(corpus) / str(number)).write_text(text, encoding="utf-8")
        atheris.Setup([sys.argv[0], corpus, *more], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
