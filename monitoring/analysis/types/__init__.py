"""Types of areas: who belongs together, what sets types apart, how that changes; similar areas and what is unusual."""
