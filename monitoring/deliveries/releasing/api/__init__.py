"""Endpoints of releases at the office: the same actions as the pages'."""
