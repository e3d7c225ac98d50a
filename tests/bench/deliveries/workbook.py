"""A wide workbook of 20,000 areas × 60 measures, read and checked, against pandas with its fastest engine.

Bounds: reading at most 1.3 × pandas on the same file, every check of the delivery included at most 2 ×.
"""

import json
import sys
import tempfile
from pathlib import Path
from statistics import median

from tests.bench.measuring import ROUNDS, process, timed

AREAS, MEASURES = 20_000, 60
READ_BOUND, CHECK_BOUND = 1.3, 2.0
CODES = [f"measure_{number:02}" for number in range(MEASURES)]


def run() -> bool:
    """Both sides in turn; prints seconds and ratios."""
    with tempfile.TemporaryDirectory(prefix="bench-workbook-") as folder:
        path = Path(folder) / "raster.xlsx"
        _write(path)
        ratios: dict[str, list[float]] = {"read": [], "check": []}
        for number in range(1, ROUNDS + 1):
            base = json.loads(process("tests.bench.baselines.pandas_workbook", str(path)).splitlines()[-1])["seconds"]
            told = [f"pandas {base:.2f} s"]
            for what, found in ratios.items():
                ours = json.loads(process("tests.bench.deliveries.workbook", what, str(path)).splitlines()[-1])
                found.append(ours["seconds"] / base)
                told.append(f"{what} {ours['seconds']:.2f} s ({ours['megabytes']:.0f} MB), ratio {found[-1]:.2f}")
            print(f"  round {number}: {', '.join(told)}", flush=True)
    kept = True
    for what, bound in (("read", READ_BOUND), ("check", CHECK_BOUND)):
        ratio = median(ratios[what])
        kept &= ratio <= bound
        verdict = "holds" if ratio <= bound else "MISSED"
        print(f"  workbook, {what}: ratio {ratio:.2f} (bound {bound}): {verdict}", flush=True)
    return kept


def _write(path: Path) -> None:
    """The workbook, as a spreadsheet program writes it: codes as text, counts as numbers."""
    import numpy as np
    from openpyxl import Workbook

    counts = np.random.default_rng(7).integers(0, 5000, (AREAS, MEASURES)).tolist()
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Daten")
    sheet.append(["id", *(f"column_{code}" for code in CODES)])
    for area, row in enumerate(counts, 1):
        sheet.append([f"{area:08}", *row])
    book.save(path)


def main() -> None:
    """One run of the portal's side: ``read`` or ``check`` of a file, without a database."""
    from indicators.catalogue.specs import AreaColumn, MeasureSpec, ProfileSpec, Text
    from indicators.intake import Places, check_file
    from indicators.intake.problems import ProblemLog
    from indicators.intake.reading import read_file

    what, path = sys.argv[1:]
    name = Text("", "")
    content = Path(path).read_bytes()
    measures = {code: MeasureSpec(code, name, "s", "person", "main_residence", "stock", 1.5) for code in CODES}
    profile = ProfileSpec(
        code="bench",
        title=name,
        source="s",
        format="spreadsheet",
        delimiter=",",
        encoding="utf-8",
        area=AreaColumn("id", "raster", 8),
        period="argument",
        columns=tuple((f"column_{code}", code) for code in CODES),
        signs=(("", "missing"),),
        expected_areas="edition",
    )
    places = Places("raster", tuple(f"{area:08}" for area in range(1, AREAS + 1)))

    def read() -> None:
        reading = read_file(content, profile, ProblemLog())
        if not reading.seen:
            raise SystemExit("nothing was read")

    def check() -> None:
        checked = check_file(content, profile=profile, measures=measures, places=places)
        if checked.problems or not checked.given.all():
            raise SystemExit(f"{checked.problems[:3]}")

    print(json.dumps(timed({"read": read, "check": check}[what])))


if __name__ == "__main__":
    main()
