"""`python -m tests.contributing.new_rule FAMILY NAME` begins a rule: its file, fixture and fragment."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from keyword import iskeyword
from pathlib import Path
from string import Template
from typing import NamedTuple

from tests.contributing import template
from tests.contributing.changes import CHANGELOG, CHANGES, ROOT, UNFINISHED, next_minor
from tests.contributing.public_names import LIST

_CODE = re.compile(r'@rule\(\s*"([A-Z]+)\d+"')
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


class NewRuleError(Exception):
    """A rule that cannot be begun; the text says why."""


class NewRule(NamedTuple):
    """A rule to be written: its code, and its family's folder and its own name in kebab case."""

    code: str
    folder: str
    stem: str

    @property
    def name(self) -> str:
        """The name by which it is known."""
        return f"{self.folder}-{self.stem}"

    @property
    def files(self) -> dict[Path, str]:
        """Its files below the root of the repository, with the template of each."""
        module = self.stem.replace("-", "_")
        return {
            Path("rules", self.folder, f"{module}.py"): template.RULE,
            Path("tests", "rules", self.folder, f"{module}.md"): template.FIXTURE,
            CHANGES / f"+{self.name}.added.md": template.FRAGMENT,
        }


def new_rule(root: Path, family: str, stem: str) -> NewRule:
    """A rule with the next code of a family (its letters or its folder). Raises NewRuleError."""
    folders = families(root)
    letters = {folder: code for code, folder in folders.items()}.get(family, family.upper())
    if letters not in folders:
        known = ", ".join(f"{code} ({folder})" for code, folder in sorted(folders.items()))
        raise NewRuleError(f"there is no family '{family}': choose one of {known}")
    folder = folders[letters]
    if not _NAME.fullmatch(stem) or iskeyword(stem):
        raise NewRuleError(f"'{stem}' is no name of a rule: write words in lower case with hyphens")
    if stem.startswith(f"{folder}-"):
        raise NewRuleError(f"leave the family out of the name: '{stem.removeprefix(f'{folder}-')}'")
    rule = NewRule(next_code(root, letters, folder), folder, stem)
    for path in rule.files:
        if (root / path).exists():
            raise NewRuleError(f"there is a file {path} already")
    return rule


def families(root: Path) -> dict[str, str]:
    """The folder of each family, by the letters of its codes."""
    found = {}
    for path in sorted((root / "rules").glob("*/*.py")):
        for letters in _CODE.findall(path.read_text(encoding="utf-8")):
            found[letters] = path.parent.name
    return found


def next_code(root: Path, letters: str, folder: str) -> str:
    """The code behind the highest that the family has or ever had: no code is used twice."""
    files = [*(root / "rules" / folder).glob("*.py"), *(root / CHANGES).glob("*.md")]
    files += [root / LIST, root / CHANGELOG]
    texts = [path.read_text(encoding="utf-8") for path in files]
    numbers = [int(n) for text in texts for n in re.findall(rf"\b{letters}(\d{{3}})\b", text)]
    return f"{letters}{max(numbers) + 1:03}"


def write(root: Path, rule: NewRule) -> None:
    """Write the files of a rule."""
    words = {
        "code": rule.code,
        "name": rule.name,
        "function": rule.stem.replace("-", "_"),
        "since": next_minor(root),
    }
    for path, text in rule.files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        filled = Template(text).substitute(words)
        (root / path).write_text(filled, encoding="utf-8", newline="\n")


def unfinished(module: str, root: Path = ROOT) -> list[str]:
    """The lines that the author of a rule's module has left to write, each with its place."""
    folder, stem = module.split(".")[-2:]
    files = (Path("rules", folder, f"{stem}.py"), Path("tests", "rules", folder, f"{stem}.md"))
    return [
        f"{path.as_posix()}:{number}: {line.strip()}"
        for path in files
        for number, line in enumerate((root / path).read_text(encoding="utf-8").split("\n"), 1)
        if UNFINISHED in line
    ]


def main(argv: Sequence[str] | None = None) -> int:
    """Begin a rule in this checkout; exit code 2 where it cannot be begun."""
    parser = ArgumentParser(prog="poe new-rule", description="Begin a rule.")
    parser.add_argument("family", help="the letters of its code or its folder: SPF or spof")
    parser.add_argument("name", help="its name in kebab case, without the family: single-replica")
    arguments = parser.parse_args(argv)
    try:
        rule = new_rule(ROOT, arguments.family, arguments.name)
    except NewRuleError as problem:
        print(f"new-rule: {problem}", file=sys.stderr)
        return 2
    write(ROOT, rule)
    print(f"{rule.code} {rule.name}")
    for path in rule.files:
        print(f"  {path}")
    print(f"\n{Template(template.NEXT).substitute(name=rule.name)}", end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
