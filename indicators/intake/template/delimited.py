"""A template as CSV: in the profile's own dialect, header and codes, nothing else."""

import csv
import io

from indicators.inert import inert
from indicators.intake.template.described import Template

_CODECS = {"utf-8": "utf-8-sig", "utf-16": "utf-16", "windows-1252": "cp1252", "auto": "utf-8-sig"}


def csv_of(template: Template) -> bytes:
    """The bytes of the CSV; letters that its encoding does not have become question marks.

    UTF-8 comes with its mark, so that spreadsheet programs read it as such.
    """
    profile = template.profile
    delimiter = ";" if profile.delimiter == "auto" else profile.delimiter
    text = io.StringIO()
    quote = profile.quote if profile.quote not in ("", "auto") else '"'
    writer = csv.writer(text, delimiter=delimiter, quotechar=quote, lineterminator="\r\n")
    text.write("\r\n" * template.rows_above)
    writer.writerows(template.header_rows)
    blank = [""] * len(template.columns)
    writer.writerows([line.code, inert(line.name), *line.given, *blank] for line in template.lines)
    return text.getvalue().encode(_CODECS.get(profile.encoding, "utf-8-sig"), "replace")
