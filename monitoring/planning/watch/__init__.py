"""Early warning for staff: areas whose level or trend left what was to be expected, each quarter, with reasons."""
