"""Interfaces: how clients speak to the system, and what they can rely on."""
