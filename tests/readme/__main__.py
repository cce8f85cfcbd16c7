"""`python -m tests.readme` writes the README's outputs and its pictures again."""

from tests.readme.session import write

write()
