"""Small numbers: which cells must not be shown. Pure.

- ``policies``  the thresholds, one policy per source
- ``primary``   which cells are unsafe by themselves, and why

What adds up is protected together by secondary suppression, which is not here yet: a candidate is marked
``not_audited``.
"""
