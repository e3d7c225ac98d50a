"""What planning records: one module a subject; every name is offered here."""
