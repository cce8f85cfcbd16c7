"""Consistency: what reads get against what was required."""
