"""The wording of what can be wrong with a file of any format before its table is looked at."""

from django.utils.translation import gettext_lazy as _

from monitoring.problem_wording import Wording

FORMAT_MESSAGES: dict[str, Wording] = {
    "other_format": Wording(
        _("The profile describes files of the kind “%(declared)s”; this one is “%(found)s” and was read as such."),
        _("Nothing to do if its columns are the same; otherwise choose the profile of this file."),
    ),
    "broken_file": Wording(
        _("The file is damaged: it cannot be opened as %(kind)s."),
        _("Open it in the program it comes from, save it again and upload that file."),
    ),
    "protected_file": Wording(
        _("The file is protected by a password."), _("Save it without a password and upload that file.")
    ),
    "embedded_files": Wording(
        _("The workbook contains other files, in which nobody could look for data about persons."),
        _("Copy the values into a new workbook and upload that one."),
        {
            "objects": Wording(
                _("The workbook contains embedded files, in which nobody could look for data about persons."),
                _("Remove them, or copy the values into a new workbook, and upload that one."),
            ),
            "pivot": Wording(
                _("The workbook keeps the data behind a pivot table, in which nobody could look for persons."),
                _("Copy the values into a new workbook, or save it as XLSX, and upload that one."),
            ),
        },
    ),
    "unpacked_too_large": Wording(
        _("Unpacked, the file would have %(megabytes)s MB; at most %(limit)s MB are read."),
        _("Leave out sheets, pictures and columns that the profile does not need, or divide the file."),
    ),
    "too_many_members": Wording(
        _("The archive holds %(members)s files; at most %(limit)s are read."),
        _("Upload the workbook or the Shapefile alone."),
    ),
    "too_many_sheets": Wording(
        _("The file has %(sheets)s sheets or layers; at most %(limit)s are read."),
        _("Leave out sheets that the profile does not need, or divide the file."),
    ),
    "too_much_text": Wording(
        _("The file holds more than %(limit)s MB of text (%(megabytes)s MB when reading stopped)."),
        _("Leave out columns that the profile does not need, or divide the file."),
    ),
    "too_costly": Wording(
        _("Reading the file took more than %(megabytes)s MB of memory or %(seconds)s seconds, or failed entirely."),
        _("Often a single cell far below or beside the table is the cause: copy the table into a new file."),
    ),
    "hidden_sheet": Wording(
        _("This sheet is hidden."),
        _("It is looked through for persons, and read where the profile names it."),
    ),
    "hidden_rows": Wording(
        _("%(rows)s rows are hidden or filtered out; they are read like the others."),
        _("Delete them if they do not belong to the delivery."),
    ),
    "hidden_columns": Wording(
        _("%(columns)s columns are hidden; they are read like the others."),
        _("Delete them if they do not belong to the delivery."),
    ),
    "formula_not_computed": Wording(
        _("%(cells)s cells hold a formula without a result."),
        _("Open the file in a spreadsheet program and save it, or export the values. Nothing was computed here."),
    ),
    "merged_number": Wording(
        _("A merged cell holds “%(value)s” for all lines up to %(last_row)s; it would count for each of them."),
        _("Unmerge the cell and write the number of each line into it."),
    ),
    "has_macros": Wording(
        _("The workbook contains macros; they were not run."), _("Nothing to do; save it as XLSX to leave them out.")
    ),
    "external_links": Wording(
        _("The workbook refers to %(links)s other files; their values were read as they were last saved."),
        _("Check that these values are up to date, or replace the references by values."),
    ),
    "geometry_ignored": Wording(
        _("The file holds shapes; only its table was read."), _("Nothing to do: areas come from the loaded edition.")
    ),
    "unread_column": Wording(
        _("The column “%(column)s” is of the kind %(kind)s, which has no one value in a row; it was left out."),
        _("Write its values into columns of their own if the profile needs them."),
    ),
}
