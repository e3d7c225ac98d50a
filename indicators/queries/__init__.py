"""The portal's only door: released, protected results, the catalogue, the releases. Never a candidate, never a raw count.

Who asks is decided outside; this package takes an ``Audience`` and answers as far as that may see. ``values`` is a map,
``series`` an area over time, ``sheets`` an area on one page; all derive by ``indicators.calculation.relative``.
"""
