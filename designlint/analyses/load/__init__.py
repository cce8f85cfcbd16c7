"""How much load everything takes, and whether its capacity carries it."""
