"""LAT: what makes people wait."""
