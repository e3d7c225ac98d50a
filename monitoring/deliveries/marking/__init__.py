"""A delivered file as a workbook whose problems are marked in their cells and listed on a sheet with links to them.

The supplier's own XLSX keeps its look up to ``LARGEST_ORIGINAL`` cells; beyond, and for every other format, a workbook is
written with the same sheets, rows and columns. Nothing in either can be executed: formulas give way to their last values,
macros, embedded objects and links to other files are left out, and what was delivered stands there as inert text.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import IO

from indicators.intake.excerpts import FileCells
from indicators.models import Delivery
from indicators.office import reports
from indicators.office.files import cells_of_file, content_of
from indicators.parsing.kinds import Kind
from monitoring.deliveries.marking.generated import write_generated
from monitoring.deliveries.marking.marks import marks_of
from monitoring.deliveries.marking.original import write_original

LARGEST_ORIGINAL = 200_000
_IN_MEMORY = 16 * 2**20


@contextmanager
def marked_workbook(delivery: Delivery) -> Iterator[IO[bytes]]:
    """The workbook, ready to be read from its beginning; the texts are those of the active language."""
    file = cells_of_file(delivery) or FileCells(None, (), ())
    groups = reports.groups(delivery.pk, examples=0)
    marked = marks_of(reports.every_problem(delivery.pk), file, groups)
    with SpooledTemporaryFile(_IN_MEMORY) as target:
        content = content_of(delivery.file_id) if _keeps_its_look(file) else None
        if content is None or not write_original(content, marked, target):
            target.seek(0)
            target.truncate()
            write_generated(file, marked, target)
        target.seek(0)
        yield target


def _keeps_its_look(file: FileCells) -> bool:
    return file.kind is Kind.XLSX and file.cells <= LARGEST_ORIGINAL
