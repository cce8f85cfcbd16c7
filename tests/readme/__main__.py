"""`python -m tests.readme` writes the README's outputs and its picture anew."""

from tests.readme.session import write

write()
