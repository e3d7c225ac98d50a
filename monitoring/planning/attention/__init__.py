"""Areas with particular need of attention: a rule in plain words, the list that it gives, and what changed within a year."""
