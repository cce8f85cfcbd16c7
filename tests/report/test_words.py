"""Names in the texts of a document: links where they are set as code, and nowhere else."""

from __future__ import annotations

import pytest

from designlint.render.document import markdown
from tests.report.documents import document_from

SHOP = """
design shop "A shop" {{ scope "{scope}" }}
actor buyer
component api : service
flow f {{ rate 1 req/s; buyer -> api }}
"""
LINK = "[`api`](#element-api)"


@pytest.mark.parametrize(
    ("scope", "shown"),
    [
        pytest.param("`api`", LINK, id="a name as code"),
        pytest.param("all of `api`.", f"all of {LINK}.", id="in a sentence"),
        pytest.param("(api)", "(api)", id="a name between other characters"),
        pytest.param("xapix", "xapix", id="a name inside a word"),
    ],
)
def test_a_name_is_a_link_where_it_is_set_as_code(scope: str, shown: str) -> None:
    document = document_from(SHOP.format(scope=scope))
    assert f"- **scope**: {shown}\n" in markdown.render(document, {})
