"""Revisions of a git repository: read from its objects, without a checkout and without its hooks."""
