"""What a failure loses, for how long it lasts, and the way back."""
