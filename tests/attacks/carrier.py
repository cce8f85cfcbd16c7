"""Designs that say a text wherever the language has one."""

from __future__ import annotations

HARMLESS = "harmless"
DESIGN = """
design d TEXT { customers TEXT; scope TEXT; out_of_scope TEXT; owner TEXT; growth 3x; peak 3x; horizon 1y }
actor a TEXT { count 10; located TEXT }
external e TEXT { because TEXT; owner TEXT }
functional F SENTENCE { priority must; because TEXT; owner TEXT }
nonfunctional N TEXT { require availability of f >= 99.99%; because TEXT; owner TEXT }
nonfunctional M TEXT { require latency p99 of f <= 10ms; require cost <= 1 USD/month }
provider p TEXT { region eu TEXT { zone a TEXT { host h TEXT }; zone b TEXT; domain o TEXT } }
data k TEXT { size 1kB; count 10; owner TEXT }
template own : service TEXT { because TEXT; owner TEXT }
default cache { because TEXT; owner TEXT }
component k0 : own TEXT {
  replicas 2 in p.eu.a, p.eu.b; capacity 10 req/s per replica; because TEXT; owner TEXT
  api i TEXT { style rest; serves F; because TEXT; operation get TEXT }
}
component k1 : database TEXT { holds k; because TEXT; owner TEXT }
group g TEXT {
  because TEXT; owner TEXT
  component c : cache TEXT { holds k }
  component lone : service TEXT { because TEXT }
}
flow f TEXT serves F { rate 50 req/s peak; because TEXT; owner TEXT; a -> k0; k0 -> k1 reads k; k0 -> e }
decision D TEXT about k1 {
  because TEXT; owner TEXT; consequence TEXT
  option o TEXT { pro TEXT; con TEXT; chosen }
  option q TEXT { pro TEXT; con TEXT }
}
scenario X0 TEXT { lose p.eu.a; expect availability of f >= 99% }
scenario X1 TEXT { load 3x; expect headroom of f >= 0% }
accept SPF001 on k1 because TEXT by TEXT
accept SPF004 because TEXT until 2020-01-01 by TEXT
flow w { rate TEXT; a -> k0 } # PLAIN
component m : service { tech TEXT; replicas TEXT; lag TEXT } # PLAIN
import TEXT
let v TEXT
"""
BROKEN = ("flow w ", "component m", "import", "let")
"""How the lines begin that cannot be understood."""


def carrying(text: str) -> str:
    """The design with a text in each of its texts, and in what is not understood of it."""
    quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'
    plain = text.replace("\n", " ").replace("\r", " ")
    sentence = f'"A customer reads {quoted[1:]}'  # rules read what is to be done
    return DESIGN.replace("SENTENCE", sentence).replace("TEXT", quoted).replace("PLAIN", plain)


def understood(design: str) -> str:
    """A design without what cannot be understood, so that rules and verdicts are asked, too."""
    return "\n".join(line for line in design.split("\n") if not line.startswith(BROKEN))
