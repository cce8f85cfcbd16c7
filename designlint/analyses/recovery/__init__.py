"""What a failure loses, and for how long it lasts."""
