"""The calendar of deliveries: what is due from whom, who is reminded, what waits for it."""
