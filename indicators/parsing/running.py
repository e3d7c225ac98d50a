"""The parent's side: start the child on a file, wait for what it says, and never be taken down with it."""

import os
import subprocess
import sys
from pathlib import Path

from indicators.parsing import limits
from indicators.parsing.findings import Finding
from indicators.parsing.parsed import Parsed
from indicators.parsing.sending import receive

_ROOT = Path(__file__).resolve().parents[2]
_DRIVERS_SKIPPED = (
    "OGR_VRT,GDALG,PDS4,VICAR,LVBAG,OAPIF,WFS,HTTP,CSW,OGCAPI,EEDA,PLSCENES,Elasticsearch,Carto,AmigoCloud"
)


def parse_apart(content: bytes) -> Parsed:
    """Everything a child process reads of a file.

    A child that dies or takes too long is a finding: ``too_costly``. It keeps its own limits of memory and computing time,
    gets the file and writes what it read in memory, never on disk.
    """
    with open(os.memfd_create("delivery"), "w+b") as given, open(os.memfd_create("sheets"), "r+b") as told:
        given.write(content)
        given.seek(0)
        try:
            done = subprocess.run(
                [sys.executable, "-m", "indicators.parsing"],
                stdin=given,
                stdout=told,
                stderr=subprocess.DEVNULL,
                timeout=limits.WAITING_SECONDS,
                cwd=_ROOT,
                env=_environment(),
                check=False,
            )
            if done.returncode == 0:
                told.seek(0)
                return receive(told.read())
            if done.returncode == limits.NOT_READ:
                return Parsed(None, [], [Finding("unreadable_file")])
        except (subprocess.TimeoutExpired, ValueError):
            pass
    limit = limits.megabytes(limits.MEMORY_BYTES)
    return Parsed(None, [], [Finding("too_costly", params={"megabytes": limit, "seconds": limits.SECONDS})])


def _environment() -> dict[str, str]:
    """What the child knows of the world: nothing of the portal's settings, and no helpers of GDAL that go elsewhere."""
    return {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(_ROOT),
        "GDAL_SKIP": _DRIVERS_SKIPPED,
        "GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR",
        "GDAL_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "ARROW_DEFAULT_MEMORY_POOL": "system",
        "MALLOC_ARENA_MAX": "2",
        "MALLOC_MMAP_THRESHOLD_": str(2**30),  # memory is kept until the child ends: fewer page faults
        "MALLOC_TRIM_THRESHOLD_": str(2**32),
        "MALLOC_TOP_PAD_": str(2**26),
        "RUST_BACKTRACE": "0",
    }
