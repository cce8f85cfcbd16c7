"""`designlint init`."""
