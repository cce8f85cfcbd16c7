"""What each read gets in the worst case, and how concurrent writes end."""
