"""A browser for the pages of the site."""

from tests.support.browser import browser

__all__ = ["browser"]
