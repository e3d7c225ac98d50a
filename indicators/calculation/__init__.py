"""The methods: counts → rates, relative values, ranges of fluctuation. Pure functions over labelled arrays.

How it fits together, finest level to the city:

- ``hierarchy``   which place belongs to which, at every level, residual unit included
- ``inputs``      what one indicator is computed from: measures as delivered, dense arrays [period × place]
- ``counts``      sums of measures at every level: delivered totals outrank, the residual unit closes the gap
- ``pairing``     which denominator's date goes with which numerator's date
- ``rates``       rates, weighted shares and counts at every level, with coverage and state
- ``fluctuation`` the range in which a rate fluctuates by chance
- ``candidate``   the whole method on one page: inputs → result blocks
- ``hashing``     the fingerprint of a block and of what went into it
- ``relative``    difference, index, change, divergence: for page, API and export alike
- ``classification`` class edges for maps

Every array is [series × place]; places stand in the position order of the edition's level, the residual unit last.
"""
