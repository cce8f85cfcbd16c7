"""Attacks: what strangers, machines and plugins may do to designlint, and what has to hold all the same.

Each module draws the inputs of one kind, by seed, and says what holds of them. `poe fuzz --minutes N` draws
without end; the tests beside draw a few, and try again every input that ever broke a law (`found/`).
"""
