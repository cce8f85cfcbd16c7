"""Security: encryption, exposure and disclosure."""
