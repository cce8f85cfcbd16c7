"""Pages in the browser that follow a design."""
