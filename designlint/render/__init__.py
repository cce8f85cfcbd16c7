"""From a result to text: one file per output format, each a pure function."""
