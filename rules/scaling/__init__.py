"""Scaling gaps."""
