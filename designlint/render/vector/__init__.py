"""What is drawn without Graphviz: outlines, arrows, the heading and legend of a picture, as SVG."""
