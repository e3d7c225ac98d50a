"""The period that a file's name says, offered only where the profile and its deliveries leave no doubt.

``2015-01`` in a name is a month, the number of a half-year, or the begin of a date; a whole date may be the day
of a download.
"""

import re
from collections.abc import Collection

from indicators.intake.proposing.dating import Dated, periods_in
from indicators.periods import Period, parse_period

_ENDS_OF_QUARTERS = frozenset({(3, 31), (6, 30), (9, 30), (12, 31)})
_BARE = re.compile(r"[0-9]{4}([-_/.][0-9]{2})?")


def filed_period(file_name: str) -> Dated | None:
    """The one period of a file's name; nothing where a number stands beside it, as in ``2015-01-t1``."""
    stem = file_name.rpartition(".")[0] or file_name
    found = periods_in(stem)
    if len(found) != 1:
        return None
    start, end = found[0].span
    beside = re.search(r"[0-9][-_. ]?$", stem[:start]) or re.match(r"[-_. ]?[0-9]", stem[end:])
    return None if beside else found[0]


def offered_from_name(filed: Dated, kinds: Collection[str], delivered: Collection[str]) -> str:
    """What may be offered to be delivered: ``filed`` as the profile takes it, otherwise nothing.

    ``kinds``: those of the profile; ``delivered``: the periods of its earlier deliveries.

    >>> offered_from_name(periods_in("einwohner-2015-01")[0], {"day"}, ["2014-06-30", "2014-12-31"])
    ''
    >>> offered_from_name(periods_in("einwohner-2015-H1")[0], {"day"}, ["2014-06-30", "2014-12-31"])
    '2015-06-30'
    """
    period = parse_period(filed.code)
    earlier = [known for known in map(parse_period, delivered) if known.kind in kinds]
    usual_kinds = {known.kind for known in earlier}
    if _is_bare_number(filed, period):
        return filed.code if usual_kinds == {period.kind} else ""
    if period.kind not in kinds or (usual_kinds and period.kind not in usual_kinds):
        return rewritten(period, kinds, earlier)
    if period.kind == "day":
        usual = {_day(known) for known in earlier} or _ENDS_OF_QUARTERS
        return filed.code if _day(period) in usual else ""
    return filed.code


def rewritten(period: Period, kinds: Collection[str], earlier: Collection[Period]) -> str:
    """The same end in another kind, where earlier deliveries of that kind end so, and at no other day of such a span."""
    first, last = (period.starts.month, period.starts.day), _day(period)
    for kind in kinds:
        code = _written(period, kind)
        ends = {_day(known) for known in earlier if known.kind == kind and first <= _day(known) <= last}
        if code and parse_period(code).ends == period.ends and ends == {last}:
            return code
    return ""


def _written(period: Period, kind: str) -> str:
    ends = period.ends
    return {
        "day": ends.isoformat(),
        "month": f"{ends:%Y-%m}",
        "quarter": f"{ends.year}-Q{(ends.month + 2) // 3}",
        "half-year": f"{ends.year}-H{(ends.month + 5) // 6}",
        "year": str(ends.year),
    }.get(kind, "")


def _is_bare_number(filed: Dated, period: Period) -> bool:
    return period.kind in ("month", "year") and _BARE.fullmatch(filed.text) is not None


def _day(period: Period) -> tuple[int, int]:
    return period.ends.month, period.ends.day
