"""The time of what never answers."""

NEVER = 1e12
"""In seconds, as a number that can be weighed and compared."""
