"""Lay the project's pages out as a site reads them: one folder, and links that lead to where each page is.

Run as `python .site/docs/pages.py FOLDER [SOURCES]`, where SOURCES is the address of the project's files.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path, PurePosixPath
from posixpath import normpath, relpath

PROJECT = Path(__file__).parents[2]
PAGES = {
    "README.md": "index.md",
    ".docs/README.md": "reference.md",
    ".github/CONTRIBUTING.md": "contributing.md",
    ".github/SECURITY.md": "security.md",
    ".github/CODE_OF_CONDUCT.md": "code_of_conduct.md",
}
"""Where pages go that do not keep their name; those of `.docs` do."""
LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(([^)\s#:]+)(#[^)\s]*)?\)|!\[([^\]]*)\]\(([^)\s#:]+)\)")


def placed(path: str) -> str | None:
    """Where a file of the project is on the site; None for one that is not."""
    if path in PAGES:
        return PAGES[path]
    within = PurePosixPath(path)
    is_ours = within.match(".docs/*.*") or within.match(".docs/rules/*.md")
    return str(within.relative_to(".docs")) if is_ours else None


def with_links(text: str, path: str, sources: str = "") -> str:
    """A page whose links lead to places of the site, else to the file among the `sources`; without
    these, they are plain text."""
    here = PurePosixPath(path).parent
    page = PurePosixPath(placed(path) or path).parent

    def led(match: re.Match[str]) -> str:
        words, target, part, picture_words, picture = match.groups()
        there = normpath(str(here / (target or picture)))
        place = placed(there)
        if place is None and not (PROJECT / there).exists():
            return match[0]
        if picture:
            return f"![{picture_words}]({relpath(place or there, str(page))})"
        if place is not None:
            return f"[{words}]({relpath(place, str(page))}{part or ''})"
        return f"[{words}]({sources}/{there})" if sources else words

    return LINK.sub(led, text)


def contents(path: str, text: str) -> str:
    """The table of contents of a page that leads to others, for the navigation beside all pages."""
    if path == "README.md":
        below = ["reference", "rules", "contributing", "CHANGELOG"]
    elif path == ".docs/README.md":
        linked = (
            match[2] for match in LINK.finditer(text) if match[2] and match[2].endswith(".md")
        )
        below = [one.removesuffix(".md") for one in dict.fromkeys(linked)]
        below = [one for one in below if one not in ("rules", "contributing", "CHANGELOG")]
    elif path == ".docs/rules.md":
        below = ["rules/*"]
    else:
        return ""
    lines = "\n".join(below)
    return f"\n```{{toctree}}\n:hidden:\n:glob:\n\n{lines}\n```\n"


def lay_out(folder: Path, sources: str = "") -> int:
    """Write all pages and pictures into a folder; how many files these are."""
    found = [
        *PAGES,
        *(
            str(p.relative_to(PROJECT))
            for p in sorted((PROJECT / ".docs").rglob("*"))
            if p.is_file()
        ),
    ]
    count = 0
    for path in dict.fromkeys(found):
        place = placed(path)
        if place is None:
            continue
        target = folder / place
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.suffix == ".md":
            text = with_links((PROJECT / path).read_text("utf-8"), path, sources)
            target.write_text(text + contents(path, text), "utf-8")
        else:
            shutil.copyfile(PROJECT / path, target)
        count += 1
    return count


if __name__ == "__main__":
    sys.stdout.write(f"{lay_out(Path(sys.argv[1]), *sys.argv[2:3])} files\n")
