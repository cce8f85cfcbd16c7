"""Verdicts: requirements and expectations, proved or refuted."""
