"""Latency: what makes requests slow."""
