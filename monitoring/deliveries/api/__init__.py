"""Deliveries over HTTP, at the office's address: the same rights and the same actions as the pages."""
