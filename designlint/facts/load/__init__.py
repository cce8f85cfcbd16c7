"""How much load, data and money everything takes, and what carries it until when."""
