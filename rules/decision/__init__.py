"""Decisions: every choice explained, with its pros and cons."""
