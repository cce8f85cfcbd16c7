"""The documentation site, made by Sphinx from the project's own pages: see `.site/README.md`."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from designlint import __version__

project = "designlint"
author = "The designlint authors"
version = release = __version__
extensions = ["myst_parser", "sphinx_copybutton"]
root_doc = "index"
exclude_patterns = ["changes"]
myst_heading_anchors = 4
# Headings begin where the page's part of the whole does; some blocks show what is wrong on purpose.
suppress_warnings = ["myst.header", "misc.highlighting_failure", "toc.not_included"]
copybutton_prompt_text = "$ "
html_theme = "pydata_sphinx_theme"
html_title = "designlint"
html_show_sourcelink = False
html_static_path = []
# Where the site is put, such as https://example.org/designlint/; empty for a look at home.
html_baseurl = os.environ.get("SITE", "")
html_theme_options = {
    "navbar_align": "left",
    "show_prev_next": False,
    "secondary_sidebar_items": ["page-toc"],
    "external_links": [{"name": "Playground", "url": f"{html_baseurl}/playground/"}]
    if html_baseurl
    else [],
}
if html_baseurl:
    html_theme_options["switcher"] = {
        "json_url": f"{html_baseurl}/versions.json",
        "version_match": os.environ.get("DOCS_VERSION", "dev"),
    }
    html_theme_options["navbar_end"] = ["version-switcher", "theme-switcher"]
