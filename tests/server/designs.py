"""Designs for the tests of the server, in ASCII where positions are counted."""

from __future__ import annotations

from pathlib import Path

SHOP = """\
# A shop with one database.
let busy 60 req/s
actor buyer "Buys" { count 1M }
data order "What was bought" { size 2kB }
component shop : service "Takes orders" {
  replicas 2; capacity 100 req/s per replica; availability 99.9%
}
component store : database "Keeps orders" {
  tech postgres
  replicas 1
  holds order
}
functional FR1 "A buyer places an order."
nonfunctional NFR1 "Orders work." { require availability of buy >= 99.99% }
flow buy serves FR1 {
  rate busy peak
  buyer -> shop
  shop -> store writes order
}
scenario rush "Ten times the load" {
  load 10x
  expect headroom of shop >= 0%
}
"""

PLATFORM = """\
component sso : service { replicas 2; availability 99.9% }
"""

APP = """\
import "platform.design" as platform
component web : service { replicas 2 }
functional FR1 "A user signs in."
flow sign_in serves FR1 { rate 10 req/s; web -> platform.sso }
"""


def written(folder: Path, **texts: str) -> Path:
    """A folder with designs, by their names."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.design").write_text(text, encoding="utf-8")
    return folder
