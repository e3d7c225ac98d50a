"""The methods: counts → rates, relative values, ranges of fluctuation. Pure functions over labelled arrays.

How it fits together, finest level to the city:

- ``hierarchy``   which place belongs to which, at every level, residual unit included
- ``inputs``      what one indicator is computed from: measures as delivered, dense arrays [period × place]
- ``matrix``      counts at one level with both axes labelled
- ``counts``      sums of measures at every level
- ``totals``      delivered totals outrank, the residual unit closes the gap
- ``pairing``     which denominator's date goes with which numerator's date
- ``rates``       rates and counts at every level, with coverage and state (``parts``); ``shares`` those without counts
- ``fluctuation`` the range in which a rate fluctuates by chance
- ``candidate``   the whole method on one page: inputs → result blocks (``blocks``)
- ``hashing``     the fingerprint of a block and of what went into it
- ``relative``    difference, index, change, divergence: for page, API and export alike
- ``indices``     components standardised, combined and divided into classes
- ``classification`` class edges for maps
- ``neighbours``  which areas lie side by side
- ``permutations`` what a statistic would be if only chance had laid the values
- ``clusters``    whether areas resemble their neighbours, in the whole and one by one
- ``groups``      several areas together, from their counts: the reference "areas of the same type"
- ``typology``    areas in types (``typology_labels``: their numbers, names and traits over the years)
- ``similarity``  which areas resemble one, and by what; ``unusual`` what sets one apart from the city and its type

Every array is [series × place]; places stand in the position order of the edition's level, the residual unit last.
"""
