"""Tables as labels of Graphviz, and as Mermaid."""
