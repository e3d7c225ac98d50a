"""The baseline of a workbook: pandas with its fastest engine, all cells into a frame."""

import json
import sys

from tests.bench.measuring import timed


def main() -> None:
    """Read the file named on the command line."""
    import pandas as pd

    path = sys.argv[1]
    print(json.dumps(timed(lambda: pd.read_excel(path, engine="calamine", dtype={"id": str}))))


if __name__ == "__main__":
    main()
