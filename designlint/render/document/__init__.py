"""A review document as HTML, Markdown or JSON: the only renderers that use templates."""
