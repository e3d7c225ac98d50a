"""How numbers are written, and which signs stand in place of one."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indicators.catalogue.specs import ProfileSpec
from indicators.intake.proposing.guesses import Guess, guess

_SPACES = " \u00a0\u202f"
_PLAIN = re.compile(r"[+-]?[0-9]+")
_POINT = re.compile(r"[+-]?[0-9]*\.[0-9]+(?:[eE][+-]?[0-9]{1,3})?")
_COMMA = re.compile(r"[+-]?[0-9]*,[0-9]+")
_BY_POINTS = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{3})+")
_BY_COMMAS = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+")
_GERMAN = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+")
_ENGLISH = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+")
_SPACED = re.compile(rf"[+-]?[0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}})+(?:[.,][0-9]+)?")
_APOSTROPHES = re.compile(r"[+-]?[0-9]{1,3}(?:['’][0-9]{3})+(?:[.,][0-9]+)?")

CUSTOMARY: dict[str, tuple[str, float]] = {
    "-": ("zero", 0.95),
    "–": ("zero", 0.9),
    "—": ("zero", 0.85),
    "0": ("zero", 1.0),
    "*": ("suppressed", 0.9),
    "…": ("pending", 0.9),
    "...": ("pending", 0.9),
    "x": ("not_applicable", 0.85),
    "X": ("not_applicable", 0.85),
    "/": ("unreliable", 0.9),
    "()": ("unreliable", 0.7),
    "": ("missing", 0.9),
}
"""What signs mean by the custom of German official statistics: ``-`` is exactly zero, ``…`` follows later, ``x`` cannot be,
``/`` is not reliable enough; ``*`` is the Federal Employment Agency's star for small counts."""

AMBIGUOUS: dict[str, tuple[str, float]] = {
    ".": ("missing", 0.6),
    "k.A.": ("missing", 0.75),
    "k. A.": ("missing", 0.75),
    "k.a.": ("missing", 0.75),
    "keine Angabe": ("missing", 0.75),
    "n/a": ("missing", 0.7),
    "n.a.": ("missing", 0.7),
    "NA": ("missing", 0.7),
    "NaN": ("missing", 0.7),
    "null": ("missing", 0.6),
    "#": ("suppressed", 0.5),
    "**": ("suppressed", 0.6),
    "<3": ("suppressed", 0.7),
    "<5": ("suppressed", 0.7),
    "<10": ("suppressed", 0.7),
}
"""Signs that are used in two ways: ``.`` is *unknown* or *secret*."""

_SIGN_LIKE = re.compile(
    r"[^\w]{0,5}|[xX]{1,3}|k\.? ?[aA]\.?|n[./]?[aA]\.?|[nN]a[nN]|null|NULL|[nN]one|keine Angabe|< ?[0-9]+"
)


@dataclass(frozen=True)
class Sign:
    """A text in place of numbers; ``columns`` are the positions in which it stands."""

    text: str
    count: int
    columns: tuple[int, ...]


@dataclass(frozen=True)
class Writing:
    """The notation of a file's numbers."""

    decimal: str
    thousands: str

    def number(self, text: str) -> float | None:
        """The number of a cell; None for anything else."""
        bare = text.strip()
        if bare.isascii() and bare.isdigit():
            return float(bare)
        if self.thousands:
            for mark in _SPACES if self.thousands == " " else self.thousands:
                bare = bare.replace(mark, "")
        if self.decimal == ",":
            if "." in bare:
                return None
            bare = bare.replace(",", ".")
        if not (_PLAIN.fullmatch(bare) or _POINT.fullmatch(bare)):
            return None
        return float(bare)


def find_writing(
    cells: Iterable[str], delimiter: str, profiles: Sequence[ProfileSpec] = ()
) -> tuple[Writing, list[Guess]]:
    """Decimal sign and thousands mark that the cells show; what they do not show is the custom of files so delimited.

    A point before exactly three digits, again and again and never otherwise, marks thousands.

    >>> find_writing(["1.234", "12", "987", "5.000"], ";")[0]
    Writing(decimal=',', thousands='.')
    >>> find_writing(["1.2345", "12.5"], ",")[0]
    Writing(decimal='.', thousands='')
    """
    seen: Counter[str] = Counter()
    for cell in cells:
        for name, pattern in (
            ("german", _GERMAN),
            ("english", _ENGLISH),
            ("points", _BY_POINTS),
            ("commas", _BY_COMMAS),
            ("spaced", _SPACED),
            ("apostrophes", _APOSTROPHES),
            ("point", _POINT),
            ("comma", _COMMA),
        ):
            if pattern.fullmatch(cell):
                seen[name] += 1
                break
    comma, point = seen["comma"] + seen["german"], seen["point"] + seen["english"]
    if comma or point:
        decimal, cells_seen = (",", comma) if comma >= point else (".", point)
        told = guess("decimal", decimal, 0.95 if not (comma and point) else 0.5, "decimals_seen", cells=cells_seen)
    else:
        decimal = "," if seen["points"] or (delimiter == ";" and not seen["commas"]) else "."
        told = guess("decimal", decimal, 0.8, "no_decimals_seen")
    thousands, marked = _thousands(seen, decimal)
    if marked:
        return Writing(decimal, thousands), [told, guess("thousands", thousands, 0.9, "thousands_seen", cells=marked)]
    return Writing(decimal, ""), [told, guess("thousands", "", 0.85, "no_thousands_seen")]


def _thousands(seen: Counter[str], decimal: str) -> tuple[str, int]:
    """The mark of thousands and in how many cells it stands."""
    if decimal == "," and seen["points"] + seen["german"]:
        return ".", seen["points"] + seen["german"]
    if decimal == "." and seen["commas"] + seen["english"]:
        return ",", seen["commas"] + seen["english"]
    if seen["spaced"]:
        return " ", seen["spaced"]
    return ("'", seen["apostrophes"]) if seen["apostrophes"] else ("", 0)


def is_sign(text: str) -> bool:
    """Whether a text may be a sign and is no word.

    >>> [is_sign(text) for text in ("-", "k.A.", "Mitte", "<3")]
    [True, True, False, True]
    """
    return _SIGN_LIKE.fullmatch(text) is not None


def meaning_of(sign: Sign, profiles: Sequence[ProfileSpec]) -> Guess:
    """What a sign means: as the profiles of the source have it, else by custom; unknown ones are left to a person."""
    key = f"signs.{sign.text}"
    for profile in profiles:
        meaning = dict(profile.signs).get(sign.text)
        if meaning:
            return guess(key, meaning, 0.95, "sign_of_profile", count=sign.count, profile=profile.code)
    if sign.text in CUSTOMARY:
        meaning, sure = CUSTOMARY[sign.text]
        return guess(key, meaning, sure, "customary_sign", count=sign.count)
    if sign.text in AMBIGUOUS:
        meaning, sure = AMBIGUOUS[sign.text]
        return guess(key, meaning, sure, "ambiguous_sign", count=sign.count)
    return guess(key, "", 0.0, "unknown_sign", count=sign.count)
