"""Resilience of calls and of operations."""
