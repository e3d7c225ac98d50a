"""What the portal is measured against: the least that any program must do for the same result."""
