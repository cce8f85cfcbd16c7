"""What a loss, growth or a change does, for people and for programs: flows first, then requirements."""
