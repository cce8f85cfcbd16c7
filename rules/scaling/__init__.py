"""Scaling: what load, growth and data exceed."""
