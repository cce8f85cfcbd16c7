"""The README's commands run, and what they print there is what they print."""
