"""Fixes: put into a text, tried before they are offered, applied until none is left."""
