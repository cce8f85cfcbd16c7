"""From measures to verdicts: their proof, and what they are sensitive to."""
