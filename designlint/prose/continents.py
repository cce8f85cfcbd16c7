"""Where on earth a text says that people or machines are: the continents that it names."""

from __future__ import annotations

import re

from designlint.prose.words import Pattern

# Countries, cities that providers name regions after, and abbreviations of parts of the world.
_NAMES = {
    "europe": "europe eu emea uk kingdom britain england scotland ireland germany france spain portugal italy austria"
    " switzerland netherlands belgium luxembourg denmark sweden norway finland poland czechia hungary romania bulgaria"
    " greece croatia ukraine london dublin frankfurt paris madrid milan zurich stockholm oslo warsaw amsterdam berlin"
    " munich hamburg vienna brussels helsinki lisbon rome barcelona copenhagen prague",
    "north america": "america usa us states canada mexico virginia ohio oregon california iowa carolina nevada utah texas dallas"
    " montreal toronto chicago seattle washington boston angeles vegas québec quebec calgary illinois arizona",
    "south america": "latam brazil argentina chile colombia peru uruguay paulo santiago bogota lima buenos",
    "asia": "asia apac japan china india korea taiwan singapore indonesia malaysia thailand vietnam philippines pakistan"
    " bangladesh hong tokyo osaka seoul mumbai delhi bangalore hyderabad jakarta beijing shanghai bangkok manila"
    " israel qatar emirates dubai bahrain saudi",
    "africa": "africa kenya nigeria egypt ghana morocco ethiopia johannesburg cape nairobi lagos cairo",
    "oceania": "australia zealand oceania sydney melbourne auckland brisbane perth",
}  # fmt: skip
_CONTINENT_OF = {name: continent for continent, names in _NAMES.items() for name in names.split()}
# What begins the names of regions of providers: "ap-northeast-1", "sa_east".
_CODES = {
    "ap": "asia", "jp": "asia", "sg": "asia", "cn": "asia", "sa": "south america", "br": "south america",
    "af": "africa", "au": "oceania", "nz": "oceania", "ca": "north america", "de": "europe", "fr": "europe",
    "ch": "europe",
}  # fmt: skip
_AMERICA = Pattern(r"\b(?P<part>north|south|latin|central)[\s_-]+america\b", "merica")
_EVERYWHERE = Pattern(
    r"\bworld-?\s?wide\b|\b(?:the|whole|over the|entire) (?:world|globe|planet|earth)\b|\beverywhere\b|\bglobal(?:ly)?\b"
    r"|\b(?:all|every|each|several|many|most|two|three|four|five|six|seven|\d+) (?:\w+ )?(?:continents?|countr(?:y|ies))\b"
    r"|^(?:world|anywhere|internationally|international|all regions|any continent|any country)$",
)


def continents(text: str, *, of_region: bool = False) -> frozenset[str]:
    """The continents that a text names, all of them for "worldwide"; of the name of a region, also those
    that the codes of providers stand for."""
    if not of_region and _EVERYWHERE.search(text.strip()):
        return frozenset(_NAMES)
    parts = [*_AMERICA.finditer(text)]
    found = {
        "north america" if part["part"].lower() == "north" else "south america" for part in parts
    }
    for part in parts:
        text = text.replace(part[0], " ")
    words = re.findall(r"[^\W\d_]+", text.lower())
    found |= {_CONTINENT_OF[word] for word in words if word in _CONTINENT_OF}
    if of_region or len(words) == 1:
        found |= {_CODES[word] for word in words if word in _CODES}
    return frozenset(found)
