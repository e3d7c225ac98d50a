"""Thin views over the actions of releases."""
