"""Backup and restore: both schemas with the delivered files, proven to be whole before they take anybody's place."""
