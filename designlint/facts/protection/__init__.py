"""Where the copies of data are kept, who sees them, and whether they are encrypted."""
