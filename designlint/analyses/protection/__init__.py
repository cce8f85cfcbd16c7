"""Where the copies of data are kept, and whether they are encrypted."""
