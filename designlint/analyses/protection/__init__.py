"""Where the copies of data are kept, under which jurisdiction, and whether they are encrypted."""
