"""Types, similar areas and unusual values in words: reasons in one sentence, without judgement and without a cause.

Letters name the types that have no name: numbers would read as a rank.
"""

from collections.abc import Sequence
from string import ascii_uppercase

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from indicators.calculation.typology_labels import CLEAR, SLIGHT
from indicators.catalogue.specs import IndicatorSpec, Text
from indicators.queries.landscape import Oddity
from indicators.queries.resembling import Resembling
from indicators.queries.typologies import Types
from monitoring.numbers import as_shown, format_difference, format_number, format_value
from monitoring.wording import period_phrase

QUALITIES: dict[str, Promise] = {
    "strong": gettext_lazy("The types part clearly: areas of one type lie close together and far from the others."),
    "reasonable": gettext_lazy("The types part recognisably; some areas lie between two types."),
    "weak": gettext_lazy(
        "The types merge into each other: they help to put areas in order, but many areas lie between two types."
    ),
    "none": gettext_lazy(
        "The areas hardly fall into groups: the types are a division that could also be made otherwise. Read them with care."
    ),
}


def said(text: Text) -> str:
    """The text in the active language."""
    return text.en if (get_language() or "de").startswith("en") else text.de


def type_name(types: Types, number: int) -> str:
    """The name that the catalogue gives as long as it fits, else a letter."""
    if types.is_named[number]:
        return said(types.ground.entry.spec.names[number].text)
    return _("Type %(letter)s") % {"letter": ascii_uppercase[number]}


def listed(parts: Sequence[str]) -> str:
    """``a, b and c``."""
    if len(parts) < 2:
        return "".join(parts)
    return _("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


def description(types: Types, number: int, most: int = 3) -> list[str]:
    """What sets a type apart from the whole city: what is higher, what is lower; or that little is."""
    found = types.traits(number)
    sentences = []
    for side, words in (
        ("above", _("Higher than in the city as a whole: %(list)s.")),
        ("below", _("Lower: %(list)s.")),
    ):
        parts = [_in_numbers(types, number, trait.component) for trait in found if trait.word.endswith(side)]
        if parts:
            sentences.append(words % {"list": listed(parts[:most])})
    return sentences or [_("Close to the city as a whole in all indicators of the typology.")]


def _in_numbers(types: Types, number: int, component: int) -> str:
    spec = types.ground.specs[component]
    own, whole = float(types.of_types[component].value[number]), float(types.ground.city[component])
    return _("%(title)s (%(value)s, city %(city)s)") % {
        "title": said(spec.title),
        "value": format_value(own, spec.unit, spec.decimals),
        "city": format_value(whole, spec.unit, spec.decimals),
    }


def resemblance(found: Resembling, position: int) -> str:
    """Why an area is similar: what both have in common against the city, and in what they differ most."""
    ground, specs = found.ground, found.ground.specs
    own, other = found.apart_from_city[:, found.area], found.apart_from_city[:, position]
    common = [
        at
        for at in sorted(range(len(specs)), key=lambda at: -min(abs(own[at]), abs(other[at])))
        if own[at] * other[at] > 0 and min(abs(own[at]), abs(other[at])) >= SLIGHT
    ]
    above = [said(specs[at].title) for at in common if own[at] > 0][:2]
    below = [said(specs[at].title) for at in common if own[at] < 0][:2]
    parts = []
    if above:
        parts.append(_("both above the city: %(list)s") % {"list": listed(above)})
    if below:
        parts.append(_("both below the city: %(list)s") % {"list": listed(below)})
    if not parts:
        parts.append(_("both close to the city"))
    share = found.similarity.share[:, position]
    if share.max() > 0:
        most = int(share.argmax())
        parts.append(
            _("the largest difference: %(title)s (%(own)s here, %(other)s there; %(share)s of the distance)")
            % {
                "title": said(specs[most].title),
                "own": _number(specs[most], float(ground.values[most, found.area])),
                "other": _number(specs[most], float(ground.values[most, position])),
                "share": format_value(100 * float(share[most]), "%", 0),
            }
        )
    sentence = "; ".join(parts)
    return f"{sentence[:1].upper()}{sentence[1:]}."


def _number(spec: IndicatorSpec, value: float) -> str:
    return format_value(value, spec.unit, spec.decimals)


def oddity(found: Oddity) -> str:
    """One unusual value against the city and the other areas of its type, and how sure that is."""
    spec = found.entry.spec
    words = {
        "title": said(spec.title),
        "period": period_phrase(found.line.period.code),
        "value": _number(spec, found.value),
        "city": _number(spec, found.city),
        "others": "" if found.from_type != found.from_type else _number(spec, found.others),
        "difference": format_difference(found.value - found.city, spec.unit, spec.decimals, signed=False),
    }
    more = as_shown(found.value - found.city, spec.decimals) > 0
    if found.from_type != found.from_type:
        sentence = (
            _("“%(title)s” stood at %(value)s %(period)s, %(difference)s more than in the city as a whole (%(city)s).")
            if more
            else _(
                "“%(title)s” stood at %(value)s %(period)s, %(difference)s less than in the city as a whole (%(city)s)."
            )
        )
    else:
        sentence = (
            _(
                "“%(title)s” stood at %(value)s %(period)s, %(difference)s more than in the city as a whole (%(city)s) and "
                "also more than in the other areas of its type (%(others)s)."
            )
            if more
            else _(
                "“%(title)s” stood at %(value)s %(period)s, %(difference)s less than in the city as a whole (%(city)s) and "
                "also less than in the other areas of its type (%(others)s)."
            )
        )
    said_of = sentence % words
    if not found.ranged:
        said_of += " " + _("No range of fluctuation is known for this indicator.")
    return said_of


def quality(types: Types) -> str:
    """How clearly the types part, in plain words, with the number behind it."""
    number = format_number(types.typology.quality, 2)
    return f"{QUALITIES[types.quality]} " + _("(Mean silhouette: %(number)s, at most 1.)") % {"number": number}


def stability(changed: int, both: int) -> str:
    """How many areas have another type than a year before."""
    return ngettext(
        "%(changed)s of %(both)s area has another type than a year before.",
        "%(changed)s of %(both)s areas have another type than a year before.",
        both,
    ) % {"changed": format_number(changed), "both": format_number(both)}


def distance_word(difference: float) -> str:
    """A standardised difference in a word, for tables."""
    size = abs(difference)
    if size < SLIGHT:
        return _("close to the city")
    if difference > 0:
        return _("clearly above the city") if size >= CLEAR else _("above the city")
    return _("clearly below the city") if size >= CLEAR else _("below the city")
