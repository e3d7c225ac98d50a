"""The wording of what can be found about the shape of a file: its sheets, rows around the table, long ones, periods."""

from django.utils.translation import gettext_lazy as _

from monitoring.problem_wording import Wording

_NOTHING_TO_DO = _("Nothing to do, unless figures stand there: then correct the profile.")

SHAPE_MESSAGES: dict[str, Wording] = {
    "sheet_not_found": Wording(
        _("The profile reads the sheets %(wanted)s; the file has: %(found)s."),
        _("Rename the sheet, or name it in the profile."),
    ),
    "sheet_not_read": Wording(
        _("This sheet with %(rows)s rows is not read: the profile does not name it, or another one has the table."),
        _NOTHING_TO_DO,
    ),
    "rows_above": Wording(_("%(rows)s rows above the table are not read."), _NOTHING_TO_DO),
    "rows_below": Wording(_("The table ends here: %(rows)s rows from “%(value)s” on are not read."), _NOTHING_TO_DO),
    "rows_ignored": Wording(
        _("%(rows)s rows are left out as the profile says; the first is “%(value)s”."), _NOTHING_TO_DO
    ),
    "not_in_period": Wording(
        _("The file has no figures for “%(column)s” in this period, but in others."),
        _("Nothing to do if none were collected; otherwise deliver them."),
    ),
    "measure_not_in_file": Wording(
        _("No row of the file is about “%(column)s”."),
        _("Deliver it, or make it optional in the profile, or correct the word there."),
    ),
    "unknown_measure": Wording(
        _("The profile does not know “%(value)s”; %(rows)s rows are not loaded."),
        _("Nothing to do, unless they should have been loaded: then add the word to the profile."),
    ),
    "code_repaired": Wording(
        _("The code “%(value)s” was read as “%(meant)s”, the only one it can be."),
        _("Nothing to do; format the column as text before the next export, so that codes stay as they are."),
    ),
    "delivered_twice": Wording(
        _("“%(column)s” of the area “%(value)s” was already delivered in line %(first_row)s."),
        _("Keep one of the two values."),
    ),
    "unreadable_period": Wording(
        _("“%(value)s” is no period; %(rows)s rows or columns depend on it."),
        _("Correct it, leave these rows out, or say in the profile how periods are written."),
    ),
    "period_not_in_file": Wording(
        _("The delivery is announced for %(value)s, but the file has: %(found)s."),
        _("Choose a period of the file, or upload the file of the announced period."),
    ),
    "several_editions": Wording(
        _("The areas that the file is about hold for %(edition)s; other periods of it do not: %(value)s."),
        _("Deliver the periods of each edition of the areas in a file of its own."),
    ),
}
