"""Designs that are made to take long: many kinds of them, of any size.

What a check does with them must grow about as they do, see `test_growth`.
`python -m tests.attacks.complexity` measures the seconds and the memory that they take.
"""
