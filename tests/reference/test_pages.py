"""The reference has everything, its links resolve, and the files are what is made."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from designlint import api
from designlint.commands import COMMANDS
from designlint.config import Settings
from designlint.config.keys import KEYS, OVERRIDE, PLUGINS
from designlint.findings.core_codes import core_codes
from designlint.language.catalogue import PRECEDENCE, technology, technology_names
from designlint.reference.configuration import SCHEMA_PATH
from designlint.reference.declarations import EXAMPLES
from designlint.reference.hooks import hooks
from designlint.reference.markdown import anchor
from designlint.reference.pages import HAND_WRITTEN
from designlint.reference.report_schemas import (
    COMPARISON_PATH,
    DRILL_PATH,
    FINDINGS_PATH,
    VERDICTS_PATH,
)
from designlint.reference.review import SCHEMA_PATH as REVIEW_SCHEMA_PATH
from designlint.reference.technologies import FACT_KINDS
from designlint.reference.topics import STEP_CLAUSES
from designlint.reference.writing import stale
from designlint.schema.component import EVERY_COMPONENT
from designlint.schema.declarations import (
    DECLARATIONS,
    EXPECT,
    LOAD,
    LOSE,
    REQUIRE,
    SET,
    STEP_WORDS,
)
from designlint.schema.property import Property
from designlint.schema.relation import RELATION_PROPERTIES
from tests.reference.pages import headings, links, registry, texts, without_code
from tests.support.metrics import METRICS

ROOT = Path(__file__).parents[2]


def every_property() -> dict[str, Property]:
    found = {p.name: p for kind in registry().kinds.values() for p in kind.properties.values()}
    for declaration in DECLARATIONS.values():
        found |= declaration.properties
    found |= {p.name: p for p in RELATION_PROPERTIES}
    return found | {d.name: d for p in found.values() for d in p.details.values()}


def test_every_rule_and_code_has_a_page_and_a_line_in_the_index() -> None:
    known = [(r.code, r.name) for r in registry().rules.values()]
    known += [(c.code, c.name) for c in core_codes()]
    assert known
    for code, name in known:
        assert f"# {code} {name}" in texts()[f"rules/{code}.md"]
        assert f"| [{code}](rules/{code}.md) | {name} |" in texts()["rules.md"]


def test_a_rule_page_has_the_whole_documentation() -> None:
    page = texts()["rules/SPF001.md"]
    assert "`risk`, error where it breaks a requirement, else warning; `minor`" in page
    assert "Since 0.1." in page
    for paragraph in registry().rules["SPF001"].doc.split("\n\n"):
        assert paragraph.strip() in page or paragraph in ("Bad:", "Good:")
    assert headings(page)[1:] == ["## Bad", "## Good", "## Accept"]


def test_every_kind_is_there_with_each_of_its_own_properties() -> None:
    page = texts()["kinds.md"]
    sections = dict(zip(headings(page), page.split("\n## "), strict=True))
    common = {p.name for p in EVERY_COMPONENT}
    for name in common:
        assert f"(properties.md#{name})" in sections["## Every component"]
    for kind in registry().kinds.values():
        section = sections[f"## `{kind.name}`"]
        assert kind.doc in section
        for name in set(kind.properties) - common:
            assert f"(properties.md#{name})" in section
        for key, taken in kind.assumed.items():
            assert f"`{key.name} {taken.value}`, because [{taken.reason}]({taken.page})" in section


def test_every_property_is_there_once() -> None:
    page = texts()["properties.md"]
    found = [heading.strip("#` ") for heading in headings(page)[1:]]
    assert found == sorted(every_property())


def test_a_property_with_two_meanings_has_both() -> None:
    section = texts()["properties.md"].split("\n## `growth`\n")[1].split("\n## ")[0]
    assert "**On [`design`](language.md#design)**" in section
    assert "**On [`data`](language.md#data)**" in section


def test_a_property_of_an_api_is_said_to_be_one() -> None:
    section = texts()["properties.md"].split("\n## `rate_limit`\n")[1].split("\n## ")[0]
    assert "[`api`](language.md#api)" in section


def test_every_metric_is_there_with_an_example() -> None:
    page = texts()["metrics.md"]
    assert [h.strip("#` ") for h in headings(page)[1:]] == list(METRICS)
    for name in METRICS:
        assert f"\nrequire {name} " in page


def test_every_declaration_is_there_with_an_example() -> None:
    page = texts()["language.md"]
    for keyword in DECLARATIONS:
        assert f"### `{keyword}`" in headings(page)
        assert EXAMPLES[keyword] in page
    assert set(EXAMPLES) == set(DECLARATIONS)


def test_the_words_of_steps_and_of_lines_in_blocks_are_there() -> None:
    clauses = " ".join(clause for clause, _, _ in STEP_CLAUSES).split()
    assert set(STEP_WORDS) <= set(clauses)
    for keyword in (REQUIRE, EXPECT, LOSE, LOAD, SET):
        assert f"`{keyword}" in texts()["language.md"]


def test_every_hook_and_public_name_is_there() -> None:
    page = texts()["hooks.md"]
    assert hooks()
    for name, hook in hooks().items():
        assert f"## `{name}`" in headings(page)
        assert hook.__doc__
        assert inspect.getdoc(hook) in page
    for name in api.__all__:
        assert f"| `{name}` |" in page


def test_every_command_and_option_is_there() -> None:
    page = texts()["cli.md"]
    for name, command in COMMANDS.items():
        assert f"## {name}" in headings(page)
        assert command.description in page
    for option in ("--select CODES", "--fail-on SEVERITY", "--why NAME"):
        assert f"`{option}`" in page
    assert "%(default)" not in page


def test_every_key_of_the_configuration_is_there() -> None:
    page = texts()["configuration.md"]
    assert set(Settings._fields) >= {key.replace("-", "_") for key in KEYS.fields}
    for key, field in {**KEYS.fields, **OVERRIDE.fields, **PLUGINS.fields}.items():
        assert f"| `{key}` | {field.form.words} | {field.doc}" in page


def test_every_technology_is_there_with_each_fact() -> None:
    page = texts()["technologies.md"]
    assert [h.strip("#` ") for h in headings(page)[1:]] == list(technology_names())
    for name in technology_names():
        section = page.split(f"\n## `{name}`\n")[1].split("\n## ")[0]
        found = technology(name)
        assert found is not None
        for fact in found.facts:
            assert (
                f"(properties.md#{fact.property}) | `{fact.value}` | [{fact.origin.kind}]"
                in section
            )
            assert f"]({fact.origin.page}) | {fact.origin.date} |" in section
    assert set(FACT_KINDS) == set(PRECEDENCE)


SCHEMAS = (COMPARISON_PATH, DRILL_PATH, FINDINGS_PATH, VERDICTS_PATH)


@pytest.mark.parametrize("path", sorted(texts()))
def test_links_resolve(path: str) -> None:
    for target in links(texts()[path]):
        if "://" in target:
            assert target.startswith(("https://", "http://"))
            continue
        file, _, place = target.partition("#")
        if file in (SCHEMA_PATH, REVIEW_SCHEMA_PATH, *SCHEMAS):
            continue
        if file in [written for _, written, _ in HAND_WRITTEN]:
            assert (ROOT / ".docs" / file).is_file()
            continue
        page = texts()[(Path(path).parent / file).as_posix()] if file else texts()[path]
        if place:
            assert place in [anchor(h.lstrip("#")) for h in headings(page)], target


@pytest.mark.parametrize("path", sorted(texts()))
def test_layout_of_a_page(path: str) -> None:
    text = texts()[path]
    assert [line for line in text.split("\n") if line != line.rstrip()] == []
    assert len([h for h in headings(text) if h.startswith("# ")]) == 1
    assert text.endswith("\n")
    assert "\n\n\n" not in without_code(text)
    anchors = [anchor(h.lstrip("#")) for h in headings(text)]
    assert len(anchors) == len(set(anchors))


@pytest.mark.parametrize("path", sorted(texts()))
def test_rows_of_a_table_have_one_length(path: str) -> None:
    columns = 0
    for line in texts()[path].split("\n"):
        cells = line.replace("\\|", "").count("|")
        assert not (columns and cells) or cells == columns, line
        columns = cells if line.startswith("|") else 0


def test_the_files_are_fresh() -> None:
    from designlint.cli import parser_for
    from designlint.reference.pages import all_files

    pages = all_files(registry(), parser_for(list(COMMANDS)))
    assert stale(ROOT / ".docs", pages) == [], "run `python -m designlint.reference`"
