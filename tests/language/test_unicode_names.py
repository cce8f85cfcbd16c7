"""Names in any script, as UAX 31 has them: one name however its accents are typed."""

from __future__ import annotations

from unicodedata import normalize

import pytest

from designlint.base.source import Source
from designlint.language.format import format_source
from tests.language.reading import clean, read

NAMES = (
    "café",
    "größe",
    "注文",
    "데이터",
    "सेवा",
    "หน้าที่",
    "தமிழ்",
    "خدمَة",
    "שָׁלוֹם",
    "Ängström",
    "ạ́x",
    "ガス",
)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("declared", ["NFC", "NFD"])
@pytest.mark.parametrize("used", ["NFC", "NFD"])
def test_a_name_is_one_in_both_forms(used: str, declared: str, name: str) -> None:
    one, other = normalize(declared, name), normalize(used, name)
    text = f"actor u\ncomponent {one} : service\nflow f {{ u -> {other}, timeout 1s }}\n"
    design = clean(text)
    assert list(design.components) == [normalize("NFC", name)]
    assert design.components[normalize("NFC", name)].span.text == one


@pytest.mark.parametrize("name", NAMES)
def test_places_behind_a_name_are_right(name: str) -> None:
    written = normalize("NFD", name)
    (found,) = read(f"component {written} : servce\n")[0]
    assert found.primary.span.text == "servce"
    (found,) = read(f"actor u\nflow f {{ u -> {written} }}\n")[0]
    assert found.primary.span.text == written


def test_texts_stay_as_they_are_and_the_formatter_writes_one_form() -> None:
    name, text = normalize("NFD", "café"), normalize("NFD", "Größe")
    made = format_source(Source("a.design", f'component {name} : service "{text}"\n')).text
    assert made == f'component {normalize("NFC", "café")} : service "{text}"\n'


@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "\u2060", "\U0001f600", "\u0964"])
def test_what_nobody_sees_is_no_part_of_a_name(sign: str) -> None:
    assert read(f"component a{sign}b : service\n")[0]
