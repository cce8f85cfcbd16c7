"""Questions of a design review, each with designs that leave it open and designs that answer it."""
