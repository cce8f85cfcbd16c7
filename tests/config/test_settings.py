"""The configuration: what it sets, and each mistake at its own line."""

from __future__ import annotations

from pathlib import Path

import pytest

from designlint import __version__, config
from designlint.base.source import Source, Span
from designlint.config import ConfigError, Settings, find_config, load_settings, nodes
from designlint.config.version import allows
from designlint.diagnostics.diagnostic import Diagnostic, Label, Severity

GOOD = """
select: [SPF, VER]
ignore:
  - SPF004
severity:
  SPF: error
  SPF002: info
exclude: drafts/
"""


def load(tmp_path: Path, text: str | bytes) -> Settings:
    path = tmp_path / config.FILE_NAME
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_settings(path, config.FILE_NAME)


def mistakes(tmp_path: Path, text: str | bytes) -> list[tuple[int, str, str]]:
    """Each mistake: its line, the characters under it, the message."""
    with pytest.raises(ConfigError) as error:
        load(tmp_path, text)
    assert {d.code for d in error.value.diagnostics} == {"CFG001"}
    return [
        (d.primary.span.position.line, d.primary.span.text, d.message)
        for d in error.value.diagnostics
    ]


def test_settings_are_read(tmp_path: Path) -> None:
    settings = load(tmp_path, GOOD)
    assert settings.select == ("SPF", "VER")
    assert settings.ignore == ("SPF004",)
    assert settings.severity == {"SPF": Severity.ERROR, "SPF002": Severity.INFO}
    assert settings.exclude == ("drafts/",)
    assert settings.folder == tmp_path
    lines = {address: span.position.line for address, span in settings.stated.items()}
    assert (lines["select",], lines["ignore", 0], lines["severity", "SPF002"]) == (2, 4, 7)


@pytest.mark.parametrize("text", ["", "# nothing\n", "{}", "\ufeff", "---\n", "select:\n"])
def test_an_empty_configuration_sets_nothing(tmp_path: Path, text: str) -> None:
    settings = load(tmp_path, text)
    assert settings._replace(folder=None, stated={}, homes={}) == Settings(stated={}, homes={})


@pytest.mark.parametrize(
    ("text", "line", "under", "message"),
    [
        ("ignore: [SPF]\nselct: [SPF]\n", 2, "selct", "unknown key `selct`; did you mean `select`?"),
        ("colour: red\n", 1, "colour", "unknown key `colour`"),
        ("3: red\n", 1, "3", "unknown key `3`"),
        ("select: 3\n", 1, "3", "an item of `select` is a code or family of codes"),
        ("\nignore: [SPF, 3]\n", 2, "3", "an item of `ignore` is a code or family of codes"),
        ("exclude: {a: b}\n", 1, "{a: b}", "`exclude` is a list of patterns"),
        (
            "select: [spf]\n", 1, "spf",
            "`spf` is no code or family of codes, such as SPF001 or SPF",
        ),
        ("severity: high\n", 1, "high", "`severity` is a mapping of codes or families to severities"),
        (
            "severity:\n  SPF: eror\n", 2, "eror",
            "unknown severity `eror`; did you mean `error`?",
        ),
        ("severity:\n  SPF: [error]\n", 2, "[error]", "`severity.SPF` is one of info, undecided, warning, error"),
        (
            "severity:\n  VER: error\n  spf: error\n", 3, "spf",
            "`spf` is no code or family of codes, such as SPF001 or SPF",
        ),
        ("exclude: ['!']\n", 1, "'!'", "`!` is no pattern, as a `.gitignore` has them"),
        ("exclude: '[z-a]'\n", 1, "'[z-a]'", "`[z-a]` is no pattern, as a `.gitignore` has them"),
        ("overrides: [{elements: '.', ignore: SPF}]\n", 1, "'.'", "`.` names no element"),
        ("- a\n- b\n", 1, "- a", "this file is a mapping of keys to values"),
        ("just words\n", 1, "just words", "this file is a mapping of keys to values"),
        ("select: SPF\nselect: VER\n", 2, "select", "`select` is set twice"),
        ("fail-on: [error]\n", 1, "[error]", "`fail-on` is one of info, undecided, warning, error"),
        ("required-version: new\n", 1, "new", "`new` is no version, such as >=0.1 or 0.1.2"),
        ("overrides: [{files: a}]\n", 1, "{files: a}", "an override has `ignore`, `severity`, `profile`, `fail-on` or `options`, or it changes nothing"),
        ("overrides:\n  - ignore: SPF\n", 2, "ignore: SPF", "an override names the `files` or `elements` that it is about"),
        ("overrides:\n  - fils: a\n", 2, "fils", "unknown key of an override `fils`; did you mean `files`?"),
        ("overrides: {files: a}\n", 1, "{files: a}", "`overrides` is a list of overrides"),
        ("options: {SPF: {a: 1}}\n", 1, "SPF", "`SPF` is no code, such as SPF001"),
        ("plugins: {enabled: acme}\n", 1, "enabled", "unknown key of plugins `enabled`; did you mean `enable`?"),
        ("plugins: {enable: [1]}\n", 1, "1", "an item of `plugins.enable` is a name"),
    ],
)  # fmt: skip
def test_a_mistake_is_reported_at_its_line(
    tmp_path: Path, text: str, line: int, under: str, message: str
) -> None:
    assert mistakes(tmp_path, text) == [(line, under, message)]


def test_all_mistakes_are_reported(tmp_path: Path) -> None:
    found = mistakes(tmp_path, "selct: a\nseverity: {SPF: bad}\nexclude: {}\r\n")
    assert [line for line, _, _ in found] == [1, 2, 3]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("select: [a, b\n", 2),
        ("a: b: c\n", 1),
        ("a: &x [*y]\n", 1),
        ("\tselect: SPF\n", 1),
        ("x: \0\n", 1),
    ],
)
def test_invalid_yaml_is_reported_where_it_breaks(tmp_path: Path, text: str, line: int) -> None:
    ((found, _, message),) = mistakes(tmp_path, text)
    assert message.startswith("this is not YAML: ")
    assert found == line
    assert "\n" not in message


@pytest.mark.parametrize(
    "text",
    [
        "[" * 5_000,
        "a: " * 5_000,
        "? [select]\n: 3\n",
        "? {a: b}\n: 3\n",
        "base: &base {selct: 1}\n<<: *base\n",
        "select: !!python/object:os.system [ls]\n",
        "severity: !thing {SPF: error}\n",
        "&a [*a]\n",
        "severity: &s {SPF: error, VER: *s}\n",
        "--- a\n--- b\n",
        "%YAML 3.0\n---\na: 1\n",
    ],
)
def test_strange_yaml_is_reported_or_read(tmp_path: Path, text: str) -> None:
    found: tuple[Diagnostic, ...] = ()
    try:
        load(tmp_path, text)
    except ConfigError as error:
        found = error.diagnostics
    assert all(diagnostic.message for diagnostic in found)


def test_an_unreadable_file_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ((_, _, message),) = mistakes(tmp_path, b"\xff")
    assert message == "`designlint.yaml` is not UTF-8: the byte at 0"
    monkeypatch.setattr(nodes, "MAX_BYTES", 10)
    ((_, _, message),) = mistakes(tmp_path, "#" * 11)
    assert message == "`designlint.yaml` has more than 10 bytes"
    with pytest.raises(ConfigError) as error:
        load_settings(tmp_path, "folder")
    assert error.value.diagnostics[0].message == "`folder` is not a regular file"


def test_the_nearest_configuration_applies(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / config.FILE_NAME).touch()
    assert find_config(inner) == tmp_path / config.FILE_NAME
    (tmp_path / "a" / config.FILE_NAME).touch()
    assert find_config(inner) == tmp_path / "a" / config.FILE_NAME
    (inner / config.FILE_NAME).mkdir()
    assert find_config(inner) == tmp_path / "a" / config.FILE_NAME


@pytest.mark.parametrize(
    ("select", "ignore", "code", "chosen"),
    [
        ((), (), "SPF001", True),
        (("SPF",), (), "SPF001", True),
        (("VER",), (), "SPF001", False),
        (("SPF",), ("SPF001",), "SPF001", False),
        (("SPF001",), ("SPF",), "SPF001", True),
        (("SPF001",), ("SPF001",), "SPF001", False),
        ((), ("SPF",), "SPF001", False),
        ((), ("SPF",), "VER001", True),
        (("ALL",), ("SPF",), "SPF001", False),
        (("ALL",), (), "SPF001", True),
    ],
)
def test_the_longest_prefix_decides(
    select: tuple[str, ...], ignore: tuple[str, ...], code: str, chosen: bool
) -> None:
    assert Settings(select, ignore).selects(code) is chosen


def finding(code: str) -> Diagnostic:
    return Diagnostic(code, Severity.WARNING, "m", Label(Span(Source("x", ""), 0, 0)))


def test_the_longest_prefix_sets_the_severity() -> None:
    settings = Settings(severity={"SPF": Severity.ERROR, "SPF002": Severity.INFO})
    stamped = [settings.stamp(finding(code)) for code in ("SPF001", "SPF002", "VER001")]
    assert [d.severity for d in stamped if d] == [
        Severity.ERROR, Severity.INFO, Severity.WARNING,
    ]  # fmt: skip


def test_language_errors_are_shown_whatever_is_selected() -> None:
    settings = Settings(select=("VER",))
    assert settings.stamp(finding("LNG001")) is not None
    assert settings.stamp(finding("SPF001")) is None
    assert Settings(ignore=("LNG013",)).stamp(finding("LNG013")) is None


def test_the_command_line_comes_on_top() -> None:
    settings = Settings(("SPF",), ("SPF004",), {"SPF": Severity.ERROR})
    extended = settings.extended(
        extend_select=("VER",), ignore=("VER002",), severity={"VER": Severity.INFO}
    )
    assert (extended.select, extended.extend_select) == (("SPF",), ("VER",))
    assert extended.ignore == ("SPF004", "VER002")
    assert extended.severity == {"SPF": Severity.ERROR, "VER": Severity.INFO}
    assert settings.extended(select=("COV",)).select == ("COV",)
    assert Settings().extended(extend_select=("COV",)).selects("SPF001")
    assert extended.commanded == {"extend-select", "ignore", "severity", "severity.VER"}
    assert settings.extended(fail_on=Severity.INFO).fail_on is Severity.INFO


def test_what_is_added_to_the_selection_beats_a_shorter_ignore() -> None:
    settings = Settings(ignore=("DEC",), extend_select=("DEC001",))
    assert settings.selects("DEC001")
    assert not settings.selects("DEC002")
    assert settings.selects("SPF001")


@pytest.mark.parametrize(
    ("required", "version", "allowed"),
    [
        (">=0.1", "0.1.0", True),
        (">=0.1, <0.3", "0.2.9", True),
        (">=0.1,<0.3", "0.3.0", False),
        ("0.1", "0.1.7", True),
        ("==0.1.0", "0.1", True),
        ("0.1", "0.11.0", False),
        ("~=0.2", "0.9", True),
        ("~=0.2.1", "0.3.0", False),
        ("~=0.2.1", "0.2.0", False),
        ("!=0.1", "0.1.4", False),
        (">0.1", "0.1.0", False),
        ("<=0.1", "0.1.0", True),
    ],
)
def test_required_versions(required: str, version: str, allowed: bool) -> None:
    assert allows(required, version) is allowed


def test_another_version_is_reported_alone(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as error:
        load(tmp_path, "new-key: 1\nrequired-version: '>=9'\n")
    (reported,) = error.value.diagnostics
    assert reported.code == "CFG003"
    assert reported.message == f"this project requires designlint >=9, and this is {__version__}"
