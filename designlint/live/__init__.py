"""A page in the browser that follows a design: `report --watch` and the language server show it.

A `page` is what is shown: views whose content is made when a browser asks for it. `serving` gives pages to
the browsers of this machine, `answering` is how, and `shell` is what these run.
"""
