"""What each read really gets, and what becomes of writes."""
