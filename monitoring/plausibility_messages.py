"""The wording of what only a file's surroundings can tell: earlier periods, totals, other deliveries."""

from django.utils.translation import gettext_lazy as _

from monitoring.problem_wording import Wording, narrowed

_ASK_FOR_REASON = _("Ask the supplier what happened; if the number is right, write the reason beside this warning.")
_EXPORT_ANEW = _("Export the right period and upload that file; if nothing has changed indeed, write why.")
_ALL_AREAS = _("Ask the supplier for the cause; if the numbers are right, write one reason for all of them.")
_ASSIGNED = _("Ask whether addresses were assigned to another area; if so, write it as the reason.")
_MOVED = _(
    "Area %(area)s has %(gain)s more than expected, area %(other)s %(loss)s fewer; this agrees in %(columns)s columns "
    "(compared with %(period)s)."
)
_RANGE = _("Area %(area)s has %(value)s; after %(before)s in %(period)s, %(low)s to %(high)s were to be expected.")

AGAIN_MESSAGES: dict[str, Wording] = {
    "same_bytes": Wording(
        _("The very same file was delivered before, for %(periods)s."),
        _("Check whether the right file was chosen; if so, write why it holds for several periods."),
    ),
    "earlier_period_again": Wording(
        _("%(equal)s of %(compared)s numbers are those of %(period)s: probably this is that period's file."),
        _EXPORT_ANEW,
    ),
    "column_again": Wording(
        _("In the column “%(column)s”, %(equal)s of %(compared)s numbers are those of %(period)s."), _EXPORT_ANEW
    ),
}

COLUMN_MESSAGES: dict[str, Wording] = {
    "unit_factor": Wording(
        _(
            "The column “%(column)s” adds up to %(now)s; in %(period)s it was %(before)s. "
            "It seems to be off by the factor %(factor)s."
        ),
        _("Check the unit (thousands, cents, hectares) and export the numbers in the unit of the measure."),
    ),
    "percent_instead": Wording(
        _(
            "The column “%(column)s” seems to hold percentages instead of counts: it adds up to %(now)s, "
            "in %(period)s to %(before)s."
        ),
        _("Export the counts; percentages are calculated here."),
    ),
    "columns_swapped": Wording(
        _(
            "The columns “%(column)s” and “%(other_column)s” seem to be swapped: each holds the other's earlier numbers."
        ),
        _("Compare header and numbers with the last file; correct the header or write why the numbers are right."),
    ),
    "columns_shifted": Wording(
        _("%(columns)s columns hold the earlier numbers of others, as if shifted: %(moved)s."),
        _("Compare header and numbers with the last file; probably a column was inserted or left out."),
    ),
    "column_of_another": Wording(
        _("The column “%(column)s” holds what the column “%(other_column)s” held last time."),
        _("Compare header and numbers with the last file; correct the file or write why the numbers are right."),
    ),
    "rows_shifted": narrowed(
        _("In lines %(first)s to %(last)s numbers stand %(by)s rows away from their area (columns: %(columns)s)."),
        _("Compare these lines with the last file; probably a cell was deleted or inserted."),
        up=_("Compare these lines with the last file; probably a cell was deleted and the rest moved up."),
        down=_("Compare these lines with the last file; probably a cell was inserted and the rest moved down."),
    ),
    "other_definition": Wording(
        _("“%(column)s” is to mean “%(measure)s” in this period; its numbers go on from “%(other)s”."),
        _("Ask the supplier which definition the column follows, and whether the period is right."),
    ),
    "mixed_definitions": Wording(
        _(
            "In the column “%(column)s”, %(areas)s areas differ by %(percent)s percent from the change of the %(others)s "
            "others since %(period)s, as if they followed another definition: %(examples)s."
        ),
        _("Ask whether these areas were counted otherwise (old definition, other cut-off date, other register)."),
    ),
}

CELL_MESSAGES: dict[str, Wording] = {
    "moved_between_areas": Wording(
        _MOVED,
        _ASSIGNED,
        {
            "appears": Wording(
                _(
                    "Area %(area)s had no number in %(period)s and has %(value)s now; area %(other)s has %(loss)s fewer than "
                    "expected. This agrees in %(columns)s columns: they stood there before (%(gain)s were gained)."
                ),
                _(
                    "Note it as a correction of the register: earlier periods of both areas are not comparable with this one."
                ),
            ),
            "vanishes": Wording(
                _(
                    "Area %(other)s had a number in %(period)s and has none now (%(loss)s fewer); area %(area)s has %(gain)s "
                    "more than expected. This agrees in %(columns)s columns."
                ),
                _("Ask whether the area's addresses were assigned to the other one; if so, write it as the reason."),
            ),
        },
    ),
    "address_concentration": Wording(
        _(
            "Area %(area)s gains %(gain)s since %(period)s, while %(losers)s areas together lose %(loss)s "
            "(columns: %(columns)s)."
        ),
        _(
            "Ask whether persons are registered at the address of an office or a shelter; if so, write it as the reason."
        ),
    ),
    "sudden_zero": Wording(
        _("Area %(area)s had %(before)s in %(period)s and has 0 now."),
        _("Check whether 0 is meant or the number is missing; if it is right, write the reason."),
    ),
    "zeros_throughout": Wording(
        _("In the column “%(column)s”, %(areas)s areas that had %(before)s in %(period)s have 0 now: %(examples)s."),
        _("Check whether missing numbers were filled with 0."),
    ),
    "sudden_missing": Wording(
        _(
            "In the column “%(column)s”, %(areas)s areas that had %(before)s in %(period)s have no number now: %(examples)s."
        ),
        _("Ask for the missing numbers, or write why there are none."),
    ),
    "sudden_suppressed": Wording(
        _(
            "In the column “%(column)s” the supplier hid %(areas)s areas that had %(before)s in %(period)s, "
            "which cannot be small numbers: %(examples)s."
        ),
        _("Nothing to do if the supplier hides them so that others cannot be worked out; otherwise ask."),
    ),
    "jump": Wording(
        _RANGE,
        _ASK_FOR_REASON,
        {
            "factor": Wording(
                _RANGE, _("It seems to be off by the factor %(factor)s: check the decimal mark and the digits.")
            )
        },
    ),
    "jumps_throughout": Wording(
        _(
            "In the column “%(column)s”, %(areas)s of %(tested)s areas changed since %(period)s more than is usual; "
            "the most: %(examples)s."
        ),
        _ALL_AREAS,
    ),
    "jump_back": Wording(
        _RANGE, _("It is like last year's number again: probably a season, or the earlier number was the unusual one.")
    ),
    "jump_since_last_year": Wording(_RANGE, _("It came in small steps over a year; note the cause if it is known.")),
    "jump_exceptional": Wording(
        _RANGE, _("One of the two periods is noted as exceptional; nothing to do if that explains it.")
    ),
}

TOTAL_MESSAGES: dict[str, Wording] = {
    "city_jump": Wording(
        _(
            "The areas of the column “%(column)s” add up to %(total)s; after %(before)s in %(period)s, "
            "%(low)s to %(high)s were to be expected."
        ),
        _("Check whether areas or cases are missing or counted twice; if the total is right, write the reason."),
    ),
    "total_below_parts": Wording(
        _("The total of %(area)s is %(value)s, but its parts add up to %(parts)s."),
        _("Check the total row; the delivered total is used, and the parts do not fit into it."),
    ),
    "total_differs_from_parts": Wording(
        _("The total of %(area)s is %(value)s; its parts with the cases without address add up to %(parts)s."),
        _("Check the total row and the row of cases without address: one of them is wrong."),
    ),
    "total_changed": Wording(
        _(
            "For %(period)s the column “%(column)s” adds up to %(now)s; in force are %(before)s. "
            "%(cells)s areas have another number."
        ),
        _("A correction changes what was published: write its reason."),
    ),
    "contradicts": Wording(
        _("Area %(area)s has %(value)s; another file of this period says %(other)s."),
        _("Ask the supplier which of the two files is right."),
    ),
    "total_contradicts": Wording(
        _(
            "Another file of this period says otherwise in %(cells)s areas of the column “%(column)s” (the first: %(area)s): "
            "it adds up to %(before)s there and to %(now)s here."
        ),
        _("Ask the supplier which of the two files is right."),
    ),
    "above_whole": Wording(
        _("Area %(area)s has %(value)s, more than the %(whole)s of “%(of)s” in %(period)s."),
        _("Check the area's code and the number; a part cannot be larger than its whole."),
    ),
    "slightly_above_whole": Wording(
        _("Area %(area)s has %(value)s, slightly more than the %(whole)s of “%(of)s” in %(period)s."),
        _("Nothing to do if the two dates explain it; the rate will be above 100 percent."),
    ),
}

PLAUSIBILITY_MESSAGES: dict[str, Wording] = {
    **AGAIN_MESSAGES,
    **COLUMN_MESSAGES,
    **CELL_MESSAGES,
    **TOTAL_MESSAGES,
}
