"""The page of the pictures: the views of a design, what each answers, and why none has a provider's icons."""

from __future__ import annotations

from designlint.reference.entry import Page
from designlint.reference.markdown import block, code, paragraphs, table
from designlint.views import VIEWS

COMMANDS = """
designlint diagram shop.design -o shop.svg
designlint diagram shop.design --view sequence --of pay -o pay.png
designlint diagram shop.design --view failure --links review.html -o failure.svg
designlint diagram shop.design --focus payments --depth 2 -o payments.pdf
"""
# What an architect asks of each view, and where the eye finds the answer.
ANSWERS = {
    "context": ("Whom do we depend on?", "the dashed boxes, with the flows that need them on the lines"),
    "components": ("Who calls whom, and who waits?", "solid lines wait, dashed ones do not"),
    "deployment": (
        "What is left when a zone is lost?",
        "the columns: replicas and leaders of a component in each place",
    ),
    "flow": ("Which steps does a request take?", "the numbers on the lines"),
    "sequence": (
        "Where does the time go?",
        "the bar below: a segment for each part, the required latency as a red line",
    ),
    "requirements": ("Which requirement is not met?", "the first rows of each part, by their frames"),
    "failure": (
        "What takes us down?",
        "the red frames; in a list the first rows, in a folded picture the groups that name their worst",
    ),
    "scenario": ("What do users notice?", "the first rows: the flows that stop, with the reason"),
}  # fmt: skip


def pictures_page() -> Page:
    """The views of `designlint diagram`."""
    body = paragraphs(
        "`designlint diagram` draws a view of a design as SVG, PNG, PDF, DOT or Mermaid; the ending of "
        "the file decides which. An SVG follows light or dark surroundings. All but Mermaid and the SVG "
        "of a sequence diagram need Graphviz: `designlint[diagrams]` brings one that makes SVG and PNG, "
        "PDF needs an installed Graphviz or `pygraphviz`.",
        block(COMMANDS, "console"),
        table(
            ("view", "shows", "an architect asks", "the answer is in"),
            [(code(name), view.doc, *ANSWERS[name]) for name, view in VIEWS.items()],
        ),
        "A state owns the frame of a node, its kind the shape, its utilisation the fill; none of them is "
        "shown by colour alone. Names are at least 10 pixels high on a page of 1 200: a graph that is wider "
        "is turned, folded by its groups, or listed as a table with the worst first. `--whole` draws "
        "it whatever its size, `--focus NAME` draws a part.",
        "## Why no icons of providers",
        "Shapes show what a component does; its technology stands under its name. The icons of AWS, "
        "Azure and Google Cloud are not added. AWS publishes its set for diagrams without a license that "
        "permits others to distribute it. Microsoft permits copies in diagrams, training and "
        "documentation alone, unchanged in shape and colour, so that an icon could neither show a state "
        "nor follow dark surroundings. Simple Icons, under CC0, removed the brands of Microsoft and has "
        "few services of any provider. The package `diagrams` carries the same icons under the MIT "
        "license of its code, which cannot license the trade marks of others. Devicon shows languages "
        "and tools, not services. No set covers the catalogue, and each provider redraws its own "
        "several times a year.",
    )
    return Page("pictures.md", "Pictures", "the views, and what each answers", body)
