"""The wording of every problem that the check of a file can find; the German stands in the message catalogue."""

from django.utils.translation import gettext_lazy as _

from monitoring.format_messages import FORMAT_MESSAGES
from monitoring.plausibility_messages import PLAUSIBILITY_MESSAGES
from monitoring.problem_wording import Wording, narrowed
from monitoring.shape_messages import SHAPE_MESSAGES

_SAVE_AS_CSV = _("Save the table as CSV (UTF-8) or as a workbook and upload that file.")
_CUT_OFF = _("The file breaks off before its end.")
_UPLOAD_AGAIN = _("Export it again completely and compare its size with the original before you upload it.")
_OTHER_EDITION = _("The file belongs to another edition of the areas than the one that is loaded.")
_ERASED = _(
    "The file was refused and its content erased; only its checksum and this reason are kept. "
    "Deliver counts per area, without columns about single persons."
)

FILE_MESSAGES: dict[str, Wording] = {
    "empty_file": Wording(_("The file is empty."), _("Check the export and upload the file again.")),
    "no_rows": Wording(_("The file has a header but no rows."), _("Check the export: no area was written.")),
    "too_large": Wording(
        _("The file has %(megabytes)s MB; at most %(limit)s MB are read."),
        _("Leave out columns that the profile does not need, or divide the file."),
    ),
    "too_many_cells": Wording(
        _("The file has about %(cells)s cells; at most %(limit)s are read."),
        _("Leave out columns that the profile does not need, or divide the file."),
    ),
    "too_many_columns": Wording(
        _("The file has %(columns)s columns; at most %(limit)s are read."),
        _("Check that areas stand in rows and measures in columns."),
    ),
    "binary_file": Wording(_("Files of the kind %(kind)s are not read."), _SAVE_AS_CSV),
    "unreadable_file": Wording(_("The file cannot be read as a table."), _SAVE_AS_CSV),
    "wrong_encoding": Wording(
        _("The profile expects the encoding %(declared)s; byte %(position)s of this line shows %(found)s."),
        _("Save the file as %(declared)s, or choose a profile with the file's encoding."),
    ),
    "wrong_delimiter": Wording(
        _("The profile expects the delimiter %(declared)s; the columns of this file are separated by: %(found)s."),
        _("Export the file with the expected delimiter, or choose a profile that fits."),
    ),
    "truncated_file": Wording(
        _CUT_OFF,
        _UPLOAD_AGAIN,
        {
            "fields": Wording(
                _("The file breaks off: its last line has %(fields)s cells instead of %(expected)s."), _UPLOAD_AGAIN
            ),
            "character": Wording(_("The file breaks off in the middle of a character."), _UPLOAD_AGAIN),
        },
    ),
    "unterminated_quote": Wording(
        _("A quotation mark opens in this line and is never closed."),
        _("Close it, double quotation marks inside a text, or export the file again if it breaks off."),
    ),
    "misplaced_quote": Wording(
        _("A quotation mark stands in the middle of a cell."),
        _("Put the whole cell in quotation marks and double those inside it."),
    ),
    "ragged_row": Wording(
        _("The line has %(fields)s cells; the header has %(expected)s."),
        _("Remove notes and totals outside the table, and put cells that contain the delimiter in quotation marks."),
    ),
}

HEADER_MESSAGES: dict[str, Wording] = {
    "duplicate_column": Wording(
        _("The header has “%(column)s” twice: in columns %(first)s and %(second)s."),
        _("Remove or rename one of them; it must be clear which one counts."),
    ),
    "missing_column": Wording(
        _("The column “%(column)s” is missing."),
        _("Add it under exactly this name, or choose a profile that fits the file."),
        {
            "similar": Wording(
                _("The column “%(column)s” is missing; there is “%(value)s”."),
                _("If that is meant, rename it to exactly “%(column)s”."),
            )
        },
    ),
    "unknown_column": Wording(
        _("The profile does not know the column “%(column)s”; it is not loaded."),
        _("Nothing to do, unless it should have been loaded: then add it to the profile."),
    ),
    "unnamed_column": Wording(
        _("Column %(position)s has no name; it is not loaded."), _("Give it a name if it should be loaded.")
    ),
    "column_not_delivered": Wording(
        _("The optional column “%(column)s” is absent or entirely blank; no values are taken from it."),
        _("Nothing to do, unless this file should contain it."),
    ),
}

ROW_MESSAGES: dict[str, Wording] = {
    "unknown_area": Wording(
        _("“%(value)s” is no area of the level “%(level)s”."),
        _("Correct the code, or remove the row if it is no area; totals and cases without an area need a profile."),
    ),
    "several_systems": Wording(
        _("Areas of the level “%(value)s” exist in several area systems: %(systems)s."),
        _('Name the system in the import profile: area = { …, system = "…" }.'),
    ),
    "unknown_edition": Wording(
        _OTHER_EDITION,
        _("Import that edition's boundaries first, or deliver the file by the areas that are loaded."),
        {
            "areas": Wording(
                _(
                    "The file belongs to another edition of the areas than the one that is loaded: %(unknown)s of its "
                    "%(rows)s codes are unknown at the level “%(level)s”, the first is “%(value)s”."
                ),
                _("Import that edition's boundaries first, or deliver the file by the areas that are loaded."),
            ),
            "none": Wording(
                _("No edition of the areas is loaded for the period %(value)s."),
                _("Check the period, or import the edition of that time first."),
            ),
            "period": Wording(
                _("No edition of the areas is loaded for the period %(value)s; the loaded one covers %(edition)s."),
                _("Check the period, or import the edition of that time first."),
            ),
        },
    ),
    "wrong_level": Wording(
        _(
            "%(unknown)s of %(rows)s codes are unknown and have %(length)s characters, the first is “%(value)s”; "
            "codes of the level “%(level)s” have %(width)s."
        ),
        _("The file seems to be of another level: choose its profile, or export it by the areas of this level."),
    ),
    "duplicate_area": Wording(
        _("The area “%(value)s” already stands in line %(first_row)s."),
        _("Keep one of the two lines, or correct the code of the other."),
    ),
    "zero_stripped_code": Wording(
        _("The code “%(value)s” has lost its leading zeros and is not clear: it may be %(meant)s."),
        _("Format the column as text before you export it, and keep one row of each area."),
    ),
    "blank_area_code": Wording(_("The row has no area code."), _("Add the code, or remove the row.")),
    "no_residual_area": Wording(
        _("“%(value)s” stands for cases without an area, but this edition has no such unit."),
        _("Ask the statistics office to import the edition with its residual unit."),
    ),
    "no_total_area": Wording(
        _("“%(value)s” stands for the total, but this edition has no area for the whole."),
        _("Import the level of the whole city, or remove the row."),
    ),
    "missing_area": Wording(
        _("The area “%(value)s” of the level “%(level)s” has no row; its values will be missing."),
        _("Add the row if there are figures; confirm it if nobody lives there or the area did not exist yet."),
    ),
}

CELL_MESSAGES: dict[str, Wording] = {
    "unmapped_sign": Wording(
        _("The profile does not say what the sign “%(value)s” means."),
        _("Ask the supplier what it means and add it to the profile; nothing is guessed here."),
        {
            "blank": Wording(
                _("The cell is blank, and the profile does not say what that means."),
                _("Fill in the number or a known sign, or let the profile say what blank cells mean."),
            )
        },
    ),
    "not_a_number": narrowed(
        _("“%(value)s” is no number."),
        _("Enter a number, or one of the signs of the profile."),
        decimal_comma=_(
            "It seems to have a decimal comma; this profile expects a decimal point without thousands marks."
        ),
        decimal_point=_("It seems to have a decimal point; this profile expects a decimal comma."),
        thousands=_("It seems to have thousands marks that this profile does not expect; export without grouping."),
        exponent=_("A spreadsheet program wrote it with an exponent; widen the column or format it as a whole number."),
        formula=_("It looks like a formula; export the values, not the formulas. Nothing was executed."),
        date=_(
            "A spreadsheet program probably turned a number into a date; format the column as text and export again."
        ),
        unit=_("Remove the unit; the profile knows it."),
        minus=_("It begins with a typographic dash; use the plain minus sign."),
    ),
    "not_an_integer": narrowed(
        _("“%(value)s” is no whole number, but this column counts."),
        _("Check whether columns are swapped, or whether a share was delivered instead of a count."),
        thousands=_("If the point or comma groups thousands, export without grouping."),
    ),
    "negative_count": Wording(
        _("“%(value)s” is negative, which this measure cannot be."),
        _("Correct the number; signs such as -9 for missing values must be declared in the profile."),
    ),
    "out_of_range": Wording(
        _("“%(value)s” lies outside %(lowest)s to %(highest)s."),
        _("Check whether columns are swapped, and whether it is a share in percent."),
    ),
    "number_too_large": Wording(
        _("“%(value)s” is too large; numbers up to %(limit)s can be read exactly."),
        _("Check whether cells have run together, or whether this is an identifier."),
    ),
    "numerator_above_denominator": Wording(
        _("“%(column)s” is %(value)s, more than “%(other_column)s” with %(other_value)s, of which it is a part."),
        _("Check both columns for swapped or shifted values."),
    ),
    "sum_differs": Wording(
        _("“%(column)s” is %(value)s, but its parts (%(parts)s) add up to %(sum)s."),
        _("Check the row for shifted or changed values."),
    ),
    "column_without_numbers": Wording(
        _("The column “%(column)s” does not contain a single number."),
        _("Check whether it was exported; confirm it if the source has no figures for this period."),
    ),
    "column_all_zero": Wording(
        _("All %(rows)s numbers in the column “%(column)s” are zero."),
        _("Check whether zero is meant, or whether missing values were filled with zeros."),
    ),
    "not_computed": Wording(
        _("In %(rows)s rows all of these columns are 0 or blank: %(columns)s. They count as not computed."),
        _("Nothing to do; the values are shown as not applicable, not as zero."),
    ),
    "unchanged_delivery": Wording(
        _("All %(compared)s values are the same as those in force for this period."),
        _("Check whether this is last time's file; a release without changes is hardly needed."),
    ),
    "values_changed": Wording(
        _("In the column “%(column)s”, %(changed)s of %(compared)s values differ from those in force."),
        _("Say in the reason for the release why they changed."),
    ),
}

PERIOD_MESSAGES: dict[str, Wording] = {
    "not_a_period": Wording(
        _("“%(value)s” is no period."),
        _("Write 2018-12-31, 2018-12, 2018-Q4, 2018-H2, 2018, 2018/19 or 2016..2018."),
    ),
    "wrong_period_kind": Wording(
        _("The period %(value)s is of the kind “%(kind)s”; this profile takes: %(allowed)s."),
        _("Choose the right period or another profile."),
    ),
    "period_in_future": Wording(
        _("The period %(value)s ends after today, %(today)s."), _("Choose the period that the file reports on.")
    ),
}

PERSON_MESSAGES: dict[str, Wording] = {
    "person_names": Wording(_("The file seems to contain names of persons (columns: %(columns)s)."), _ERASED),
    "person_birth_dates": Wording(_("The file seems to contain dates of birth (columns: %(columns)s)."), _ERASED),
    "person_addresses": Wording(_("The file seems to contain addresses (columns: %(columns)s)."), _ERASED),
    "person_identifiers": Wording(
        _("The file seems to contain file or customer numbers of persons (columns: %(columns)s)."), _ERASED
    ),
    "person_contacts": Wording(
        _("The file seems to contain telephone numbers or e-mail addresses (columns: %(columns)s)."), _ERASED
    ),
    "person_rows": Wording(_("The file seems to hold one row per person (columns: %(columns)s)."), _ERASED),
}

INTAKE_MESSAGES: dict[str, Wording] = {
    **FILE_MESSAGES,
    **FORMAT_MESSAGES,
    **HEADER_MESSAGES,
    **SHAPE_MESSAGES,
    **ROW_MESSAGES,
    **CELL_MESSAGES,
    **PLAUSIBILITY_MESSAGES,
    **PERIOD_MESSAGES,
    **PERSON_MESSAGES,
}
