"""What every method says, what it does not say and when to use it, in plain words."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Text:
    """Three short answers for a reader who is no statistician."""

    says: Promise
    says_not: Promise
    when: Promise


TEXTS: dict[str, Text] = {
    "rates": Text(
        _(
            "A rate says how many of a hundred (or a thousand) people, households or dwellings are counted. It is "
            "computed anew from the counts for every level: the city’s rate comes from the city’s counts. Cases "
            "without a usable address stay visible as a unit of their own. Where a part is missing, the value stands "
            "only if at least the stated part of the population is covered."
        ),
        _("It says nothing about single people, and the mean of the areas’ rates is not the rate of the city."),
        _("Whenever areas of different size are looked at together."),
    ),
    "shares": Text(
        _(
            "Some sources publish finished shares without counts. Such a share is shown as it came. For larger areas "
            "it is added up only where a weight is known, usually the number of residents of the group; otherwise the "
            "larger area has no value."
        ),
        _(
            "Without counts there is no range of fluctuation, and nobody can tell how many people stand behind the "
            "share."
        ),
        _("Where a source gives nothing else. A rate with counts is to be preferred."),
    ),
    "relative": Text(
        _(
            "Every value is set against a reference, the city by default: as a difference in percentage points, as an "
            "index (reference = 100), and as observed less expected cases, which tells how many cases there are more "
            "or fewer than if the area were like the reference."
        ),
        _(
            "A difference is no judgement and no cause. The index of a small rate moves a lot where few cases change; "
            "the difference then tells more."
        ),
        _(
            "The difference for most questions; the index to compare indicators of different size; the expected cases "
            "to plan capacities."
        ),
    ),
    "trend": Text(
        _(
            "The trend compares with the same period of the previous year, so that the season does not matter. An "
            "area rises or falls only where its change is larger than the movement usual for it. It is diverging "
            "where it moves against the city, and lagging where it moves less favourably than the city; both must "
            "hold twice in a row."
        ),
        _(
            "The trend says nothing about the level: an area with a high value can fall, one with a low value can "
            "rise. It does not say why something changed. Across a break of the definition there is no trend."
        ),
        _("To see early where something moves, beside the level and never instead of it."),
    ),
    "fluctuation": Text(
        _(
            "Small numbers move by chance alone. The range of fluctuation says how far the rate of an area of this "
            "size may lie from what it is in the long run. Because people live together in households, the range is "
            "widened by a stated design effect. Where many areas are looked at at once, a stricter rule holds the "
            "part of false alarms below five percent."
        ),
        _(
            "It is no sampling error: everybody was counted. It does not cover errors in the register, late reports "
            "or a changed definition."
        ),
        _("Before a difference is interpreted. What lies within the range can be chance."),
    ),
    "rest": Text(
        _(
            "The area is compared with the rest of the city. It is taken out of the city first, because otherwise it "
            "would be compared in part with itself. The result says whether both shares differ by more than chance "
            "explains."
        ),
        _(
            "It does not say whether the difference matters: in large areas even a small difference lies outside the "
            "range of chance."
        ),
        _("When a map is to show which areas really differ from the city."),
    ),
    "longer": Text(
        _(
            "Where one quarter is too thin, longer spans hold more: the mean of four quarters, or several years "
            "together, computed from the counts. Smoothing draws small areas towards the rate of the city, the more "
            "the fewer people live there."
        ),
        _(
            "A longer span reacts later to changes. A smoothed value is an estimate and not what was counted; it is "
            "always named as such."
        ),
        _(
            "For rare events, small areas and quiet maps. Not for the question whether something changed in the last "
            "quarter."
        ),
    ),
    "classes": Text(
        _(
            "A map shows classes instead of single numbers. The edges are stated and belong to the lower class. They "
            "are fixed, or made from the values: equal steps, equally many areas, natural breaks, or steps around the "
            "reference."
        ),
        _(
            "Two areas in different classes can be almost equal, and two in one class far apart. Another method gives "
            "another picture."
        ),
        _(
            "Fixed edges or edges over all periods where maps of several dates are compared; steps around the "
            "reference for “more and less”."
        ),
    ),
    "clusters": Text(
        _(
            "This layer shows where neighbouring areas resemble each other more than a random arrangement would give: "
            "high values beside high ones, low beside low, or single areas that stand out from their surroundings."
        ),
        _(
            "It does not say why neighbours resemble each other, and it names no problem. Who is a neighbour is "
            "decided by the shared border alone; a river or a railway line is not seen."
        ),
        _(
            "To see whether a phenomenon is spread over the city or concentrated, and where borders of planning areas "
            "cut through it."
        ),
    ),
    "segregation": Text(
        _(
            "These measures say how unevenly a group lives over the areas of a level: which part of it would have to "
            "move for an even spread, and how far its members live among themselves. They are shown over time, each "
            "level for itself."
        ),
        _(
            "They do not say why a group lives where it does, nor whether that is good for it. Small areas differ by "
            "chance alone; what chance would bring is shown beside them."
        ),
        _("To see whether the city is growing apart or together over the years."),
    ),
    "index": Text(
        _(
            "An index puts several indicators on one scale and adds them up with stated weights. Each indicator is "
            "standardised first, so that none counts more only because its numbers are larger. The result is divided "
            "into classes by fixed edges."
        ),
        _(
            "An index has no unit and no meaning of its own: it compares areas of one city at one date. Areas near an "
            "edge may belong to the next class with a small change. It is no ranking."
        ),
        _(
            "For an overview over many areas and as a rule that was agreed on. For decisions look at the components, "
            "too."
        ),
    ),
    "types": Text(
        _(
            "Areas with a similar profile form a type. The types are found by the numbers alone, the same on every "
            "machine, and keep their name over the years. A description says by what each type differs from the city."
        ),
        _(
            "A type is no judgement, and areas at its edge could belong to another one. Other indicators give other "
            "types."
        ),
        _("To compare an area with places that live under similar conditions instead of with the whole city."),
    ),
    "similar": Text(
        _(
            "The most similar areas are those with the smallest distance over all chosen indicators. Indicators that "
            "say the same count once, not twice. For each similar area it is told which indicators part the two."
        ),
        _(
            "Similar in these numbers does not mean the same in everything else: history, people on site and "
            "buildings are not in them."
        ),
        _("To find areas from whose experience one can learn."),
    ),
    "unusual": Text(
        _(
            "Unusual is what differs both from the city and from areas of the same type, and by more than chance. The "
            "list holds at most a few indicators for each area and is corrected for having looked at many."
        ),
        _(
            "Unusual is no judgement: it can be favourable or not. What is not listed may still deserve a look, since "
            "small areas rarely stand out from chance."
        ),
        _("As a first hint of where to look more closely, together with people who know the place."),
    ),
    "watch": Text(
        _(
            "Every quarter each area is compared with what was to be expected: by its own history and by areas that "
            "were like it before. What leaves the expected range is listed with its reason for the administration."
        ),
        _(
            "A hint is no finding. It can come from a late report or a new building; somebody looks at it and notes "
            "what it was."
        ),
        _("Every quarter, as a list to be worked off by those who are responsible. Not for publication."),
    ),
    "goals": Text(
        _(
            "A goal names a value and a date. The page says how far the value still is from it, which part of the way "
            "since the start has been covered, and whether that is as much as an even path would ask for by now."
        ),
        _("It does not say what the value would have been without a goal, nor which intervention had what effect."),
        _("Wherever a target was agreed on, for the city or for an area."),
    ),
    "correlation": Text(
        _(
            "A correlation says how far two indicators are high in the same areas, between −1 and +1. The rank "
            "correlation does so by the order of the areas and is not moved by single extreme areas."
        ),
        _(
            "It says nothing about causes, and nothing about people: what holds for areas need not hold for those who "
            "live there."
        ),
        _("To see whether two components of an index say the same, and to find questions. Never as a proof."),
    ),
    "allocation": Text(
        _(
            "Positions or money are shared out in proportion to the number of people and to their need. Least and "
            "greatest amounts are kept, and the shares are rounded so that they add up exactly to what there is."
        ),
        _(
            "How much need counts is a political decision, not a result of statistics. The method makes it visible "
            "and repeatable."
        ),
        _("Where resources are to follow need and the rule is to be open."),
    ),
}
