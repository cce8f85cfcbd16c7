"""Single points of failure."""
