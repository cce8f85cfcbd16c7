"""RES: calls that fail, and what is done about it."""
