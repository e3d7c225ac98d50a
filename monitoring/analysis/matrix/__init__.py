"""Status × dynamics: how areas stand and how they move, as two statements beside each other."""
