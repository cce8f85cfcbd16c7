"""What the commands print, write and exit with."""
