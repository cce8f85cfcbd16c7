"""Consistency: the guarantees that reads, writes and messages need, against those they get."""
