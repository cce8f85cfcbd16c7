"""The review of a design as a document: each part is made of facts, in a file of its own."""

from __future__ import annotations

from designlint.review.pictures import Picture, pictures
from designlint.review.review import review

__all__ = ["Picture", "pictures", "review"]
