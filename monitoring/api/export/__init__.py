"""Results as files: the same numbers as the API's, row by row."""
