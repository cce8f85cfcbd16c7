"""Mathematics that knows nothing of designs: formulas of failures, diagrams, graphs, equations."""
