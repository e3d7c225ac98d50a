"""The audit trail as a file that an outsider can check, written while it is read."""

import csv
import json
from collections.abc import Iterator

from django.core.serializers.json import DjangoJSONEncoder

from indicators.chain import FIELDS
from indicators.inert import inert
from indicators.office import trail
from indicators.office.trail import Wanted

COLUMNS = (*FIELDS, "previous_sha256", "chain_sha256", "signature")
HOW = (
    "chain_sha256 = SHA-256(previous_sha256 + line feed + JSON array [id, at, actor, action, subject, subject_id, details] "
    "with sorted keys, without spaces, non-ASCII as \\uXXXX); the first entry follows 64 zeros. "
    "The file indicators/chain.py of the portal checks this export with Python alone."
)


class _Line:
    """Hands back what a csv writer writes."""

    def write(self, line: str) -> str:
        return line


def as_csv(wanted: Wanted) -> Iterator[str]:
    """One line an entry; the details as JSON. Texts that a spreadsheet would calculate get an apostrophe before them."""
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(COLUMNS)
    for entry in trail.exported(wanted):
        entry["details"] = json.dumps(entry["details"], ensure_ascii=False, sort_keys=True)
        yield writer.writerow([inert(entry[column]) for column in COLUMNS])


def as_json(wanted: Wanted) -> Iterator[str]:
    """One document with all entries."""
    filters = {name: value for name, value in vars(wanted).items() if value}
    yield (
        json.dumps({"how": HOW, "filters": filters}, ensure_ascii=False, cls=DjangoJSONEncoder)[:-1] + ', "entries": ['
    )
    before = "\n"
    for entry in trail.exported(wanted):
        yield before + json.dumps(entry, ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"
