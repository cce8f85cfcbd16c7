"""`[tool.designlint]` in a `pyproject.toml`."""

from __future__ import annotations

from pathlib import Path

import pytest

from designlint.config import ConfigError, Settings, load_settings
from designlint.config.finding import config_in
from designlint.diagnostics.diagnostic import Severity

GOOD = """# a project
[project]
name = "shop"

[tool.designlint]
select = ["SPF", 'VER']  # these
fail-on = "warning"
"exclude" = [
  "drafts/",  # not yet
  "old/",
]
severity = { SPF = "error", VER = "info" }
options.DEC001.one_by_one = 5

[tool.designlint.plugins]
enable = []

[[tool.designlint.overrides]]
files = "legacy/"
ignore = "SPF"

[[tool.designlint.overrides]]
elements = ["a.*"]
severity.SPF = "info"

[tool.other]
select = 3
text = \"\"\"
[tool.designlint]
\"\"\"
"""


def load(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "pyproject.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path, "pyproject.toml")


def test_all_forms_of_values(tmp_path: Path) -> None:
    found = load(tmp_path, GOOD)
    assert found.select == ("SPF", "VER")
    assert found.fail_on is Severity.WARNING
    assert found.exclude == ("drafts/", "old/")
    assert found.severity == {"SPF": Severity.ERROR, "VER": Severity.INFO}
    assert [o.files or o.elements for o in found.overrides] == [("legacy/",), ("a.*",)]
    lines = {address: span.position.line for address, span in found.stated.items()}
    assert (lines["select", 1], lines["exclude", 1], lines["overrides", 1]) == (6, 10, 22)
    assert found.stated["exclude", 1].text == '"old/"'


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("[tool.designlint]\nselct = []\n", "2:1", "unknown key `selct`; did you mean `select`?"),
        ("[tool.designlint]\nignore = ['SPF', 3]\n", "2:18", "an item of `ignore` is a code"),
        ("[tool.designlint]\nignore = [\n", "3:1", "this is not TOML: "),
        ("[tool.designlint]\nfail-on = 'eror'\n", "2:11", "unknown severity `eror`"),
        ("[tool.designlint]\nprofile = 'none'\n", "2:11", "there is no profile `none`"),
        ("[tool.designlint.severity]\nSPF = 'eror'\n", "2:7", "unknown severity `eror`"),
        ("[[tool.designlint.overrides]]\nfile = 'a'\n", "2:1", "unknown key of an override `file`"),
        ("tool = { designlint = { selct = 1 } }\n", "1:25", "unknown key `selct`"),
        ("[tool]\ndesignlint.selct = 1\n", "2:12", "unknown key `selct`"),
        ("[tool.designlint]\na = 1\na = 2\n", "3:6", "this is not TOML: "),
        ("[project]\nname = 'designlint'\n", "1:1", "this has no `[tool.designlint]`"),
        ("[tool.designlint]\nselect = " + "[" * 60 + "]" * 60 + "\n", "1:1", "this nests too deep"),
        ("[tool.designlint]\nselect = " + "[" * 9000 + "\n", "", "this"),
        (
            "[tool.designlint]\nrequired-version = 1979-05-27\n",
            "2:20",
            "`1979-05-27` is no version",
        ),
    ],
)
def test_a_mistake_has_its_place(tmp_path: Path, text: str, place: str, message: str) -> None:
    with pytest.raises(ConfigError) as error:
        load(tmp_path, text)
    (found,) = error.value.diagnostics
    assert message in found.message
    assert f"pyproject.toml:{place}" in str(found.primary.span)


@pytest.mark.parametrize(
    ("text", "configures"),
    [
        (GOOD, True),
        ("[tool]\ndesignlint = {}\n", True),
        ('[project]\nname = "designlint"\n', False),
        ("# [tool.designlint]\n", False),
        ("[tool.designlint]\na = \n", True),
        ("[tool.other]\nb = \n", False),
        ("tool = 'designlint'\n", False),
    ],
)
def test_whether_a_file_configures_designlint(tmp_path: Path, text: str, configures: bool) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text(text, encoding="utf-8")
    assert config_in(tmp_path) == (path if configures else None)
