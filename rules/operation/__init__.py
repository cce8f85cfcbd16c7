"""Operation: how changes, failures and outside limits are handled."""
