"""What changes the state of a delivery or of what is released: keyword-only, ``by`` a person, one transaction each.

An action writes its audit row in its own transaction and never sends a task; the shell that called it wakes the worker.
"""
