"""Goals, first form: a target value for an indicator by a date, shown as line, distance and degree of achievement."""
