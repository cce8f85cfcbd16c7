"""Runs over many designs: in parallel, from a cache where nothing has changed, in a fixed order."""
