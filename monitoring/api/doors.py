"""From what a request names to what its reader may see of it. What one may not see is not there."""

from collections.abc import Iterable

import numpy as np
from django.utils.translation import get_language
from numpy.typing import NDArray

from indicators.catalogue.specs import Text
from indicators.models import Release
from indicators.queries import audience, catalogue, indices, releases
from indicators.queries.errors import Unanswerable
from monitoring.departments.access import Right, reader_may
from monitoring.departments.readers import Reader

_DERIVED_DECIMALS = 6


def audience_of(reader: Reader) -> audience.Audience:
    """How much of each number the reader gets."""
    if reader_may(reader, Right.SEE_COUNTS):
        return audience.STAFF
    if reader_may(reader, Right.SEE_STAFF_VALUES):
        return audience.STAFF_WITHOUT_COUNTS
    return audience.PUBLIC


def entry_for(reader: Reader, code: str) -> catalogue.Entry:
    """The indicator, where it exists and the reader may see it; raises ``Unanswerable("unknown_indicator")``."""
    entry = catalogue.indicator(code)
    if entry is None or not reader_may(reader, Right.SEE_INDICATOR, entry.spec):
        raise Unanswerable("unknown_indicator", indicator=code)
    return entry


def index_for(reader: Reader, code: str) -> indices.IndexEntry:
    """The index, where it exists and the reader may see all of its components; raises ``Unanswerable("unknown_index")``."""
    entry = indices.index(code)
    if entry is None or not reader_may(reader, Right.SEE_INDEX, entry):
        raise Unanswerable("unknown_index", index=code)
    return entry


def indices_for(reader: Reader) -> list[indices.IndexEntry]:
    """Every index that the reader may see, by code."""
    return [entry for entry in indices.indices() if reader_may(reader, Right.SEE_INDEX, entry)]


def entries_for(reader: Reader) -> list[catalogue.Entry]:
    """Every indicator that the reader may see, by code."""
    return [entry for entry in catalogue.indicators() if reader_may(reader, Right.SEE_INDICATOR, entry.spec)]


def live_for(reader: Reader) -> Release | None:
    """What is live, where the reader may see it."""
    release = releases.live_release()
    if release is None or release.withdrawn_at or not reader_may(reader, Right.SEE_RELEASE, release):
        return None
    return release


def release_for(reader: Reader, number: str | None, indicator: str) -> Release:
    """The release of that number, or what is live.

    Raises:
        Unanswerable: ``unknown_release`` (a release that the reader may not see is unknown), ``release_withdrawn``, and
            ``nothing_released`` where nothing is live for this reader.
    """
    if number is None:
        live = live_for(reader)
        if live is None:
            raise Unanswerable("nothing_released", indicator=indicator)
        return live
    release = releases.release_by_number(number)
    if release is None or not reader_may(reader, Right.SEE_RELEASE, release):
        raise Unanswerable("unknown_release", release=number)
    return releases.not_withdrawn(release)


def said(text: Text) -> str:
    """The text in the language of the answer."""
    return text.en if (get_language() or "de").startswith("en") else text.de


def column(array: NDArray[np.float64]) -> list[float | None]:
    """Numbers for JSON: NaN becomes ``null``; what is whole and what is not keeps every digit."""
    listed: list[float | None] = array.tolist()
    return [None if number != number else number for number in listed]


def derived(array: NDArray[np.float64]) -> list[float | None]:
    """Derived numbers for JSON, six decimals: the digits beyond say nothing and would double the answer."""
    return column(np.round(array, _DERIVED_DECIMALS))


def single(array: NDArray[np.float64], position: int = 0) -> float | None:
    """One number for JSON."""
    number = float(array[position])
    return None if number != number else number


def single_derived(array: NDArray[np.float64], position: int = 0) -> float | None:
    """One derived number for JSON, as ``derived``."""
    return single(np.round(array, _DERIVED_DECIMALS), position)


def words(codes: Iterable[int], words_of: tuple[str | None, ...]) -> list[str | None]:
    """Codes as words."""
    return [words_of[code] for code in codes]
