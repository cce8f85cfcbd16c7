"""What a MADR file says.

The file may come from anybody. It is read line by line, without a parser of YAML or Markdown, and what
is not understood is left out.
"""

from __future__ import annotations

import re
from datetime import date

from designlint.madr.record import NAME, Option, Record, identifier

LARGEST = 256_000
"""The most characters of a file."""
MOST_OPTIONS = 50
"""The most options of a record."""
_OF_OPTIONS = 3
"""The level of the headings that name options."""
_MARK = re.compile(r"^<!-- designlint: decision `([\w.-]+)`(?: about (.*))? -->$")
_FIELD = re.compile(r"^([a-z-]{1,40}):\s*(.*)$")
_NUMBERED = re.compile(r"^(?:ADR[- ]?)?(\d{1,6})[.:)]?\s+", re.IGNORECASE)
_ITEM = re.compile(r"^\s{0,3}[*+-]\s+(.*)$")
_CHOSEN = re.compile(
    r"Chosen option:?\s*[\"“*]*(?P<name>[^\"”*]+?)[\"”*]*(?:,?\s*because\b:?\s*(?P<why>.*))?$", re.I
)
_ARGUMENT = re.compile(r"^(?P<side>good|bad)\s*,?\s*(?:because\s+)?(?P<text>.*)$", re.IGNORECASE)
_SUPERSEDED = re.compile(
    r"^superseded\b(?:\s+by\s+\[?(?P<by>[\w.-]+)\]?(?:\((?P<file>[^()]*)\))?)?", re.I
)
_STATUSES = ("proposed", "accepted", "rejected", "deprecated")
_QUOTED_NAME = re.compile(rf"`({NAME}(?:\.{NAME})*)`")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")


def read_record(text: str) -> Record:
    """A record from its text. Raises ValueError for what is none."""
    if len(text) > LARGEST:
        raise ValueError(f"a record has at most {LARGEST} characters")
    lines = _visible(text).split("\n")
    record = Record()
    body = _front_matter(lines, record)
    _body(lines[body:], record)
    if not record.title:
        raise ValueError("a record begins with a title: `# ...`")
    if not record.is_marked:
        record.serves.clear()  # what is in quotes there is code of any sort
    return record


def _visible(text: str) -> str:
    """A text without its control characters."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in plain if char in "\n\t" or char.isprintable())


def _front_matter(lines: list[str], record: Record) -> int:
    """Take in the fields between two lines of dashes; give the number of the first line behind them."""
    if not lines or lines[0].strip() != "---":
        return 0
    for number, line in enumerate(lines[1:], 1):
        if line.strip() == "---":
            return number + 1
        match = _FIELD.match(line)
        if match is not None:
            _take(match[1], match[2].strip().strip("\"'[]").strip(), record)
    return 0


def _take(key: str, value: str, record: Record) -> None:
    if key == "status":
        superseded = _SUPERSEDED.match(value)
        if superseded is not None:
            record.status = "superseded"
            record.successors = (superseded["by"] or "", superseded["file"] or "")
        elif value.lower() in _STATUSES:
            record.status = value.lower()
    elif key == "date":
        try:
            record.changed = date.fromisoformat(value).isoformat()
        except ValueError:
            return
    elif key in ("decision-makers", "deciders"):
        record.owner = value


def _body(lines: list[str], record: Record) -> None:
    """Take in the sections, each by its heading."""
    section, option = "", None
    for line in lines:
        level, heading = _heading(line)
        if level == 0:
            _content(line, section, option, record)
        elif level == 1 and not record.title:
            number = _NUMBERED.match(heading)
            record.number = int(number[1]) if number is not None else None
            record.title = _NUMBERED.sub("", _plain(heading))
        elif level == _OF_OPTIONS and section.startswith("pros and cons"):
            option = _option(heading, record)
        else:
            section, option = heading.lower(), None


def _heading(line: str) -> tuple[int, str]:
    """The level of a heading and its words; level 0 for any other line."""
    words = line.lstrip("#")
    level = len(line) - len(words)
    if not 1 <= level <= _OF_OPTIONS or not words.startswith(" "):
        return 0, ""
    return level, words.strip().rstrip("#").strip()


def _content(line: str, section: str, option: Option | None, record: Record) -> None:
    """Take in one line of a section."""
    mark, item = _MARK.match(line.strip()), _ITEM.match(line)
    if mark is not None:
        record.is_marked, record.name = True, identifier(mark[1], keep=True)
        record.about = _QUOTED_NAME.findall(mark[2] or "")
    elif section == "considered options" and item is not None:
        _option(item[1], record)
    elif section == "decision drivers" and item is not None:
        record.serves += _QUOTED_NAME.findall(item[1].partition(":")[0])[:1]
    elif section in ("consequences", "positive consequences", "negative consequences") and item:
        record.consequences.append(_line(item[1]))
    elif section == "decision outcome" and line.strip():
        _outcome(_line(line), record)
    elif option is not None and item is not None:
        argument = _ARGUMENT.match(_line(item[1]))
        if argument is not None and argument["text"]:
            side = "pro" if argument["side"].lower() == "good" else "con"
            option.arguments.append((side, argument["text"]))


def _outcome(line: str, record: Record) -> None:
    match = _CHOSEN.match(line) or _CHOSEN.match(_plain(line))
    if match is not None:
        record.chosen, record.reason = _plain(match["name"]), (match["why"] or "").strip()
    elif line != "Not decided.":
        record.reason = f"{record.reason} {line.removeprefix('Because: ')}".strip()


def _option(text: str, record: Record) -> Option:
    """The option of a heading or an item, which is made when it is first named."""
    words = _plain(text)
    found = next((one for one in record.options if one.is_called(words)), None)
    if found is not None:
        return found
    if len(record.options) == MOST_OPTIONS:
        raise ValueError(f"a record has at most {MOST_OPTIONS} options")
    name, _, title = words.partition(": ")
    plain = identifier(name, keep=record.is_marked)
    made = Option(_unique(plain, record), title or (name if plain != name else ""), words)
    record.options.append(made)
    return made


def _unique(name: str, record: Record) -> str:
    taken = {option.name for option in record.options}
    return next(
        n for n in (name, *(f"{name}_{i}" for i in range(2, MOST_OPTIONS + 2))) if n not in taken
    )


def _line(text: str) -> str:
    """A text with single spaces."""
    return " ".join(text.split())


def _plain(text: str) -> str:
    """A line without the markup of links and emphasis."""
    return _line(_LINK.sub(r"\1", text).replace("**", "").replace("`", ""))
