"""How a design hangs together: its calls, its data, its requirements and its reasons."""
