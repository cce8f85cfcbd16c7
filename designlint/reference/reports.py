"""The part of the command line's page about formats, the baseline, and comparisons."""

from __future__ import annotations

from designlint.baseline import FILE_NAME
from designlint.diagnostics.diagnostic import Severity
from designlint.reference.markdown import block, code, link, paragraphs, table
from designlint.reference.report_schemas import (
    COMPARISON_PATH,
    DRILL_PATH,
    FINDINGS_PATH,
    VERDICTS_PATH,
)
from designlint.render.formats import FORMATS
from designlint.render.levels import GITHUB, GITLAB, RDJSON, SARIF

_LEVELS = (("SARIF", SARIF), ("GitHub", GITHUB), ("GitLab", GITLAB), ("rdjson", RDJSON))
_SEVERAL = (
    "designlint check --format github --output sarif=designlint.sarif --output junit=junit.xml"
)
_BASELINE = f"""
designlint baseline create
designlint check --baseline {FILE_NAME}
designlint baseline prune
"""
_DIFF = """
designlint diff main
designlint diff main...HEAD designs --format markdown
designlint diff before.design after.design --fail-on regression
"""


def report_sections() -> str:
    """Formats, how they call the severities, the baseline, and comparisons."""
    formats = [(code(name), f"{one.summary}.") for name, one in FORMATS.items()]
    severities = [
        (str(severity), *[names[severity] for _, names in _LEVELS])
        for severity in sorted(Severity, reverse=True)
    ]
    return paragraphs(
        "## Output formats",
        "`--format` chooses what is printed, and each `--output FORMAT=FILE` writes a report to a "
        "file in the same run. A file is replaced in one step. Paths in `sarif`, `github`, "
        "`gitlab`, `junit` and `markdown` start at the repository (the nearest folder above that "
        "holds `.git`); the other formats name files as the command line does.",
        block(_SEVERAL, "console"),
        table(("format", "for"), formats),
        f"The JSON of `check` has a {link('schema', FINDINGS_PATH)}, and the JSON of `verify` has "
        f"{link('another', VERDICTS_PATH)}, as have {link('that', COMPARISON_PATH)} of `diff` and {link('that', DRILL_PATH)} of `drill`. The "
        f"`version` of each rises when a key is removed "
        f"or changes its meaning; new keys may be added at any time. JSON shows everything; "
        f"formats for people count what they leave out.",
        "In a terminal `check` shows the findings by consequence, two or three lines each, in at most three "
        "screens: what makes the design unreadable, what breaks a requirement, the rest by severity. "
        "Then each requirement has a row with its verdict, the violated ones first. What is left out is "
        "counted; `--verbose` shows each finding whole, with its excerpt, its witness and all remedies.",
        "Where a format has severities of its own, each of designlint's is shown as in this table. "
        "`undecided` becomes a note, because nothing is known to be wrong. In `junit`, a finding "
        "that makes the run fail (`--fail-on`) is a failed case, and any other finding is a "
        "skipped case.",
        table(("severity", *[name for name, _ in _LEVELS]), severities),
        "## Bad days",
        "`whatif` and `drill` say of each flow whether it is stopped, overloaded, may stop (a place that is "
        "not declared decides), degraded, slower, or works, and why. `whatif` asks about one loss, growth, "
        "setting or declared scenario, and exits with 1 when a flow stops or a verdict gets worse. `drill` "
        "tries the loss of every place, component and external system, growth, and every scenario. It makes "
        "a world only for a loss that others carry, and so many of them; what is not tried then is named.",
        block(
            "designlint whatif shop.design --lose eu.a\ndesignlint drill shop.design -o drill.md",
            "console",
        ),
        "## Designs and the files they share",
        "A file that no other file imports is a design. A file that others import is a part: it is "
        "judged within the designs that import it, also where it is named alone or comes from "
        "standard input. Of such a file the findings in it are shown, and a command about one "
        "design asks for the design. A file is one file in every spelling and behind every link.",
        "A finding in a file that several designs share is one finding with the names of these "
        "designs. An acceptance in such a file is unused, and an entry of a baseline stale, only "
        "if that holds for every design that sees the file. A fix in it is applied only if every "
        "one of these designs wants it.",
        "Every finding has a `fingerprint` in `json`, `gitlab`, `sarif` and the baseline. It is "
        "made of the file that the finding belongs to (the main file of the design, or the shared "
        "file), its code, its element and the text that it points to inside of that element. Other "
        "designs, other findings, the order of lines, numbers and the flows that a message names "
        "do not change it. Its last 24 digits stay the same when the file has another name. In "
        "`junit`, the name of a case is made of the same parts.",
        "## How a baseline works",
        f"A team with an old design records the findings of today (by default in `{FILE_NAME}`), "
        "and from then on only new findings are shown. A finding is matched by its fingerprint, "
        "not by its line or its numbers, and also where its file was renamed. A baseline only shrinks: a finding that was fixed is reported as "
        f"{link('stale', 'rules/BAS002.md')} until `prune` removes it, and `create` adds nothing "
        "to a baseline unless it is forced. Errors of the language are never in a baseline.",
        block(_BASELINE, "console"),
        "## What has changed",
        "`designlint diff` compares two states of designs: a revision of git with the files as they are "
        "(by default `HEAD`), two revisions, or two files or folders. `A..B` and `A...B` mean what they "
        "mean to `git diff`. Revisions are read from git's objects into a temporary folder: nothing is "
        "checked out, and no hook or filter runs. Each state is checked with its own configuration.",
        block(_DIFF, "console"),
        "A design whose file has another name is the one with the same path, else the only one with the same "
        "`design NAME`, else the one that says nearly the same. An element with another name is one of the "
        "same sort that is declared and mentioned nearly alike. Findings are matched as those of a "
        "baseline are. A finding that is not reported any more because the newer state has errors of the "
        "language is not gone, but not checked any more, and a verdict that becomes undecided is no "
        "improvement.",
        "`--fail-on regression` exits with 1 for a verdict that is worse, or a new finding that `check` fails "
        "on; `--fail-on warning` and the other severities count new findings from that severity on. Errors of "
        "the language in the newer state always fail. Markdown stays within the 65 536 characters of a "
        "comment on GitHub, and says what it leaves out; JSON has everything.",
        "## Only what changed",
        "`designlint check --changed-since REF` checks only the designs of which a file, an imported one "
        "included, or a configuration differs from the commit where the branch left `REF`. In a hook of "
        "pre-commit, `HEAD` stands for the revision of `--from-ref`; where nothing has changed, as with "
        "`--all-files` in a clean checkout, all designs are checked.",
    )
