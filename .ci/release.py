#!/usr/bin/env python3
"""Ready a checkout for the release of a tag: `.ci/release.py TAG https://github.com/OWNER/designlint`.

The tag has to be that of the version, and the changelog has to have it. The README becomes what a package
index can show, whose pages know no path of the repository, and the project gets its addresses. Nothing is
published here.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

_VERSION = re.compile(r'^__version__ = "([^"]+)"$', re.MULTILINE)
_TAG = re.compile(r"v\d+\.\d+\.\d+(?:(?:a|b|rc)\d+)?")
_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\((?!https?://|#|mailto:)([^)\s]+)\)")


class NotReadyError(Exception):
    """The checkout is not that of a release; the text says why."""


def version_of(root: Path) -> str:
    """The version that the package states."""
    (version,) = _VERSION.findall((root / "designlint" / "__init__.py").read_text(encoding="utf-8"))
    return str(version)


def notes(root: Path, tag: str) -> str:
    """What the changelog has of a tag. Raises NotReadyError."""
    version = version_of(root)
    if not _TAG.fullmatch(tag):
        raise NotReadyError(f"`{tag}` is no tag of a version, such as v1.2.3 or v1.2.3rc1")
    if tag != f"v{version}":
        raise NotReadyError(f"`{tag}` is tagged, and designlint/__init__.py has {version}")
    text = (root / ".docs" / "CHANGELOG.md").read_text(encoding="utf-8")
    found = re.search(
        rf"^## {re.escape(version)}\b.*?\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL
    )
    if found is None:
        raise NotReadyError(f"the changelog has no {version}: run `poe changelog` before the tag")
    left = sorted(path.name for path in (root / ".docs" / "changes").glob("+*.md"))
    if left:
        raise NotReadyError(f"{len(left)} fragments are not in the changelog, such as {left[0]}")
    return found[1].strip() + "\n"


def with_addresses(text: str, address: str, tag: str) -> str:
    """Markdown whose links into the repository lead to the tag, and whose pictures are shown from there."""
    raw = address.replace("https://github.com/", "https://raw.githubusercontent.com/")

    def made(found: re.Match[str]) -> str:
        mark, label, path = found.groups()
        inner = _LINK.sub(made, label)
        start = f"{raw}/{tag}" if mark else f"{address}/blob/{tag}"
        return f"{mark}[{inner}]({start}/{path})"

    return _LINK.sub(made, text)


def with_urls(text: str, address: str, tag: str) -> str:
    """The text of pyproject.toml with the addresses of the project."""
    urls = {
        "Homepage": address,
        "Documentation": f"{address}/blob/{tag}/.docs/README.md",
        "Changelog": f"{address}/blob/{tag}/.docs/CHANGELOG.md",
        "Issues": f"{address}/issues",
        "Source": address,
    }
    table = "".join([f'{name} = "{url}"\n' for name, url in urls.items()])
    return text.replace("[project.scripts]", f"[project.urls]\n{table}\n[project.scripts]", 1)


def main(argv: list[str]) -> int:
    """Write the notes to the standard output; exit code 1 where the checkout is not ready."""
    tag, address = argv
    root = Path(__file__).resolve().parent.parent
    try:
        shown = notes(root, tag)
    except NotReadyError as error:
        sys.stderr.write(f"release: {error}\n")
        return 1
    for name, change in (("README.md", with_addresses), ("pyproject.toml", with_urls)):
        path = root / name
        path.write_text(change(path.read_text(encoding="utf-8"), address, tag), encoding="utf-8")
    sys.stdout.write(shown)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
