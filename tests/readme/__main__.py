"""`python -m tests.readme` writes the README's outputs and its pictures anew."""

from tests.readme.session import write

write()
