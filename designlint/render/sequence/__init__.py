"""Sequence diagrams as SVG and as Mermaid."""
