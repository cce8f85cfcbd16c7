"""What an editor asks: each request, the feature that answers it, and the form of the answer."""
