"""Small numbers: which cells must not be shown, and the proof. Pure.

From the thresholds to the proof, a module each:

- ``policies``     the thresholds, one policy per source
- ``primary``      which cells are unsafe by themselves, and why
- ``dominance``    the same for sums of money
- ``model``        what adds up, as one system of sums: ``Block``
- ``span``         what can be computed from published sums, exactly
- ``elimination``  the first pattern: no primary in the span of what is published
- ``truth``        the inner cells as they are, and what contradicts them
- ``moves``        second truths: other inner cells that agree with everything published
- ``proof``        what makes a primary safe, from single contributors too
- ``together``     many second truths from one program
- ``repair``       enlarging the pattern by what a second truth costs
- ``audit``        ``audit(block, suppressed)``: what anybody can find out, and ``intervals``
- ``protection``   ``protect(block)``: all of it, until every primary is proved safe
- ``utility``      what is left for the reader
"""
