"""Watching the portal run: heartbeats, readiness, metrics, logs. Never a person, an address, a value or a file."""
