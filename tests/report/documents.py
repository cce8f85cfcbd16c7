"""Review documents for the tests: of examples, and of designs in a test's own words."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from designlint.check import Checked, check
from designlint.config import Settings
from designlint.document import Document
from designlint.language.project import Project, load_project, load_text
from designlint.review import review
from designlint.testing import registry

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
TODAY = date(2026, 11, 1)
DESIGNS = ("shortlink.design", "photoshare/main.design", "designlint/main.design")

HOSTILE = """
design d "<script>alert(1)</script> \\"]; } & <b>x</b> `a` #quot; ](javascript:alert(1)) | end" {
  customers "</script><script>alert(2)</script>"
  scope "WORD"
}
actor a "]\\" --> click x <img src=x onerror=alert(3)>" { count 1 }
region eu { zone z }
group g "</title><img src=x onerror=alert(4)> \u202eabc \U0001f600 WORD" {
  component s : service "<svg onload=alert(5)> -->|x| %%{init}%% ``` {{ 7 * 7 }}" {
    replicas 2 in eu.z
    capacity 10 req/s per replica
    because "[x](javascript:alert(6)) <a href='javascript:alert(7)'>y</a> | a | b |"
    api p "</h3><script>alert(8)</script>" { because "{% raw %} <!-- -->" }
  }
  component db : database "# heading\\\\n- item" { replicas 1 in eu.z; holds thing }
}
data thing "<iframe src=//evil>" { size 1kB; count 1k }
functional F "<script>x</script>"
nonfunctional N "\\" onmouseover=\\"alert(9)" { require availability of f >= 99.9% }
flow f "\\"; DROP -> WORD" serves F { rate 1 req/s; a -> g.s; g.s -> g.db reads thing }
decision D "<style>*{display:none}</style>" about g.db {
  because "</style>"
  option one "<b>" { pro "<i>|</i>"; con "`" ; chosen }
  option two "x" { pro "y"; con "z" }
}
scenario dark "<script>alert(10)</script>" { lose eu.z; expect availability of f >= 1% }
accept SPF001 on g.db because "<script>alert(11)</script> | x" until 2027-01-01
""".replace("WORD", "w" * 10_000)


def checked_project(project: Project) -> Checked:
    return check(project, registry(), Settings(), TODAY)


@cache
def checked_example(name: str) -> Checked:
    path = EXAMPLES / name
    return checked_project(load_project(path, f"examples/{name}"))


def checked_text(text: str) -> Checked:
    return checked_project(load_text(text, "test.design"))


@cache
def document_of(name: str) -> Document:
    return review(checked_example(name), TODAY)


def document_from(text: str) -> Document:
    return review(checked_text(text), TODAY)
