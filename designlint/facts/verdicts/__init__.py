"""From measures to verdicts: their proof, and what they hang on."""
