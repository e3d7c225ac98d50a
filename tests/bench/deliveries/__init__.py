"""A quarter's way in figures: from the file to the live release, a wide workbook, growth, and who reads meanwhile.

``./portal bench deliveries`` runs all four parts; each compares with a baseline of the same call:

- ``journey``: 1,000,000 observations from upload to active release, against a bare binary COPY of the same rows;
- ``growth``: the same for 10⁵, 10⁶ and 10⁷ observations; how the time grows, against how COPY's grows;
- ``workbook``: a wide XLSX of 20,000 areas × 60 measures, against pandas with its fastest engine on the same file;
- ``readers``: answers to a planner while releases go live one after the other, against the same without them.
"""


def run() -> bool:
    """All parts; whether every bound holds."""
    from tests.bench.deliveries import growth, readers, workbook

    kept = growth.run()
    kept = workbook.run() and kept
    return readers.run() and kept
