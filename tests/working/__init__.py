"""What only a real worker shows: turns between departments, steps that are cancelled while they run."""
