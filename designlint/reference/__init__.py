"""The reference: pages made from the schema, the rules, the hooks and the catalogue.

What there is to explain is an `Entry` (`entry.py`); pages are entries one after the other
(`pages.py`), and `designlint explain` shows the same entries in the terminal (`terminal.py`).
`python -m designlint.reference` writes the pages, and checks with `--check` that they are fresh.
"""
