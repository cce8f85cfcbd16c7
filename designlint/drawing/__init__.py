"""The content of pictures, without their layout: graphs, sequence diagrams and tables."""

from designlint.drawing.graph import Cluster, Drawing, Edge, Node
from designlint.drawing.parts import (
    Picture,
    collapsed,
    fitting,
    focused,
    is_wall,
    kept,
    keys_of,
    told_apart,
)
from designlint.drawing.sequence import (
    Activation,
    LatencyBudget,
    Message,
    Participant,
    Segment,
    Sequence,
)
from designlint.drawing.terms import Heat, Line, Mark, Role

__all__ = [
    "Activation", "Cluster", "Drawing", "Edge", "Heat", "LatencyBudget", "Line", "Mark", "Message", "Node",
    "Participant", "Picture", "Role", "Segment", "Sequence", "collapsed", "fitting", "focused", "is_wall", "kept", "keys_of", "told_apart",
]  # fmt: skip
