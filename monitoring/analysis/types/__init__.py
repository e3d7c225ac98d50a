"""Types of areas: who belongs together, what sets each type apart, and how that changes; similar areas and what is unusual."""
