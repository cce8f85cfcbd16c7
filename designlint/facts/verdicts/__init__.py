"""From measures to verdicts: their proof, what they hang on, the smallest change that mends."""
