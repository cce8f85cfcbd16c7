"""Numbers with units: read, compared and written the way engineers write them."""
