"""How large a delivered file may be, whatever its format. Checked before anything is parsed wherever a file says it."""

BYTES = 128 * 2**20  # of the file as it comes
CELLS = 16_000_000  # of all sheets together
COLUMNS = 5_000  # of one sheet
SHEETS = 100
MERGED_CELLS = 1_000_000  # of one sheet

MEMBERS = 2_000  # files in one archive
DIRECTORY_BYTES = 2**20  # of an archive's own table of contents
UNPACKED_BYTES = 1_500 * 2**20  # of all files of an archive together
RATIO = 250  # unpacked to packed, from a size on where it begins to matter
RATIO_FROM = 64 * 2**20

TEXT_BYTES = 512 * 2**20  # of all texts of one sheet
MEMORY_BYTES = 2 * 2**30  # of address space of the child that parses
SECONDS = 30  # of computing time of the child
WAITING_SECONDS = 180  # until a child that does not answer is ended

NOT_READ, NO_MEMORY = 1, 2  # exit statuses of the child


def megabytes(size: int) -> float:
    """A size as problems tell it."""
    return round(size / 2**20, 1)
