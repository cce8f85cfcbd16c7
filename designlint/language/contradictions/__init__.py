"""Stated values that cannot both hold, and those that contradict what is published."""

from __future__ import annotations

from designlint.language.contradictions.check import contradictions

__all__ = ["contradictions"]
