"""What everything rests on: files read with care, texts with places, records, the clock, code of others."""
