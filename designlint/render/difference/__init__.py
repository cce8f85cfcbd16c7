"""What two states of designs differ in, for people, for a pull request and for programs."""
