"""The trays of the departments: what lies in them, what becomes of it, and a department's own data."""
