"""Requirements: whether their texts say one thing, completely, and so that it can be verified."""
