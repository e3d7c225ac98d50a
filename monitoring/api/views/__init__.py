"""The endpoints: thin shells over ``areas.queries`` and ``indicators.queries``."""
