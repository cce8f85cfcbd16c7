"""What a loss, growth or a change does to each flow and each claim, and the drill that tries them all."""
