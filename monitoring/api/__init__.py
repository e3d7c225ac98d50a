"""The JSON API, `/api/v1/`: what the pages use, and nothing beside it."""
