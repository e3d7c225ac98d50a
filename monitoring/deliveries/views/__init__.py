"""The pages of the office's address."""
