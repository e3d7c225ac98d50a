"""The demo city comes into a trial instance as any city would: areas imported, files delivered, approved, live."""
