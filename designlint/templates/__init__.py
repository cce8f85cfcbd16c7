"""The first designs that `designlint init` writes: each is a whole design that can be checked."""
