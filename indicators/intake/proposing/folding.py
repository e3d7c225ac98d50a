"""Names of columns and titles of measures as words that can be compared: folded, stemmed, with the ages they speak of."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_TOKEN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][0-9]{1,2}(?![A-Za-z0-9])|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")

_SAME = {
    "einwohner": "einwohnerinnen einwohnern inhabitant inhabitants resident residents bevoelkerung population ew einw",
    "deutsch": "deutsche deutscher deutschen german germans",
    "ausland": "auslaendisch auslaendische auslaender auslaenderinnen foreign foreigner foreigners nichtdeutsche",
    "weiblich": "female females frauen women weibliche",
    "maennlich": "male males maenner men maennliche",
    "arbeitslos": "arbeitslose arbeitslosen arbeitsloser unemployed unemployment arbeitslosigkeit alo",
    "leistungsberechtigt": "leistungsberechtigte leistungsberechtigten recipients recipient lb beziehende beziehenden",
    "haushalt": "haushalte haushalten household households privathaushalte hh",
    "wohnung": "wohnungen dwelling dwellings whg",
    "kind": "kinder kindern child children",
    "unter": "below under unterhalb",
    "ab": "above over mindestens aelter",
    "bedarfsgemeinschaft": "bedarfsgemeinschaften bg bgs community communities",
    "erwerbsfaehig": "erwerbsfaehige erwerbsfaehigen able",
    "langzeit": "long longterm langzeitarbeitslos langzeitarbeitslose langzeitarbeitslosen langzeitarbeitslosigkeit",
    "ohne": "without",
    "mit": "with",
    "hintergrund": "background",
    "zuzug": "zuzuege zugezogene arrivals",
    "fortzug": "fortzuege fortgezogene departures",
    "geburt": "geburten births lebendgeborene",
    "waehlend": "waehlende waehler waehlerinnen voters",
    "wahlberechtigt": "wahlberechtigte voter eligible",
    "anteil": "percentage percent prozent share quote pct proz",
    "veraenderung": "change entwicklung dynamik",
    "2": "ii",
    "3": "iii",
    "12": "xii",
    "beschaeftigt": "beschaeftigte employees employed sozialversicherungspflichtig svb",
}
_STEM = {word: stem for stem, words in _SAME.items() for word in words.split()} | {stem: stem for stem in _SAME}
_FILLERS = """
    der die das und in im am von nach je an auf zu zum zur fuer des den dem bis jahre jahren jahr alter altersgruppe
    age aged the of and at to by for years year insgesamt gesamt total anzahl zahl absolut abs number count
    hauptwohnung main residence who are only persons
"""
_STOP = frozenset(_FILLERS.split())
SHARE = frozenset({"anteil"})
CHANGE = frozenset({"veraenderung"})

Ages = tuple[int, int]
"""From this age on, up to but without that one; 200 is everything above."""

_OPEN = 200
_UNDER = re.compile(r"(?:unter|below|under|bis_unter|u)_?([0-9]{1,3})(?:_|$)")
_OVER = re.compile(
    r"(?:ab|above|over|ue|ueber)_([0-9]{1,3})(?:_|$)"
    r"|(?<![0-9])([0-9]{1,3})_(?:jahren?_|years_)?(?:und|and|u|or)_(?:mehr|aelter|over|more|older|above)"
)
_FROM_TO = re.compile(r"(?<![0-9])([0-9]{1,3})_(?:bis_|to_)?(unter_|under_|below_)?([0-9]{1,3})(?![0-9])")


@dataclass(frozen=True)
class Words:
    """``tokens``: stems without fillers and ages; ``ages`` as far as the name says any; ``is_open_end``: whether the last
    age of a span may be meant to be left out or not (``6_15``)."""

    tokens: frozenset[str]
    ages: Ages | None
    is_open_end: bool = False

    @property
    def is_share(self) -> bool:
        return not SHARE.isdisjoint(self.tokens)


def fold(text: str) -> str:
    """Lower case, without umlauts and accents, everything that is no letter or digit as one underscore.

    >>> fold("Einw. 6 – 14 Jahre"), fold("AusländerInnen")
    ('einw_6_14_jahre', 'auslaender_innen')
    """
    plain = unicodedata.normalize("NFC", text[:300]).translate(_UMLAUTS)
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return "_".join(token.lower() for token in _TOKEN.findall(plain))


@lru_cache(maxsize=8192)
def words_of(text: str) -> Words:
    """The words of a name.

    >>> sorted(words_of("inhabitants_age_below_6").tokens), words_of("inhabitants_age_below_6").ages
    (['einwohner'], (0, 6))
    >>> words_of("Einwohner von 6 bis unter 15 Jahren").ages, words_of("inhabitants_age_6_15").ages
    ((6, 15), (6, 16))
    """
    folded = fold(text)
    ages, open_end, rest = _ages(folded)
    stems = (_STEM.get(token, _STEM.get(token.rstrip("s"), token)) for token in rest.split("_") if token)
    return Words(frozenset(stem for stem in stems if stem not in _STOP), ages, open_end)


def _ages(folded: str) -> tuple[Ages | None, bool, str]:
    """Ages, whether their end is open to reading, and the name without them."""
    for pattern in (_FROM_TO, _UNDER, _OVER):
        found = pattern.search(folded)
        if not found:
            continue
        rest = f"{folded[: found.start()]}_{folded[found.end() :]}"
        numbers = [int(group) for group in found.groups() if group and group.isdigit()]
        if pattern is _FROM_TO:
            if numbers[0] > numbers[1] or numbers[1] > 120:
                continue
            until = numbers[1] if found.group(2) else numbers[1] + 1
            return (numbers[0], until), not found.group(2), rest
        if numbers[0] > 120:
            continue
        return ((0, numbers[0]) if pattern is _UNDER else (numbers[0], _OPEN)), False, rest
    return None, False, folded


def within(inner: Ages, outer: Ages) -> bool:
    """Whether everybody of the inner ages is of the outer ones."""
    return outer[0] <= inner[0] and inner[1] <= outer[1] and inner != outer
