"""The content of pictures, without their layout: graphs, sequence diagrams and tables."""

from designlint.drawing.folded import collapsed, fitting, is_wall, listed
from designlint.drawing.graph import Cluster, Drawing, Edge, Node
from designlint.drawing.parts import Graph, Picture, focused, kept, keys_of, told_apart
from designlint.drawing.sequence import (
    Activation,
    LatencyBudget,
    Message,
    Participant,
    Segment,
    Sequence,
)
from designlint.drawing.table import EMPTY, Cell, Column, Row, Table, gravity, worst_of
from designlint.drawing.terms import Heat, Line, Mark, Role

__all__ = [
    "EMPTY",
    "Activation",
    "Cell",
    "Cluster",
    "Column",
    "Drawing",
    "Edge",
    "Graph",
    "Heat",
    "LatencyBudget",
    "Line",
    "Mark",
    "Message",
    "Node",
    "Participant",
    "Picture",
    "Role",
    "Row",
    "Segment",
    "Sequence",
    "Table",
    "collapsed",
    "fitting",
    "focused",
    "gravity",
    "is_wall",
    "kept",
    "keys_of",
    "listed",
    "told_apart",
    "worst_of",
]  # fmt: skip
