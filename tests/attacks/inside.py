"""What runs inside the portal's processes while a town is prepared, with the database role of a face."""

import base64
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from tests.attacks import roles


def make(given: Mapping[str, Any]) -> None:
    """Areas, catalogue, dashboards, people; as the owner."""
    from django.core.management import call_command

    from areas.importing import LevelFile, import_areas

    call_command("load_catalogue", given["catalogue"], stdout=sys.stderr)
    call_command("load_dashboards", stdout=sys.stderr)
    for level, path, parent in given["levels"]:
        import_areas(
            file=LevelFile(Path(path), code_field="code", name_field="name", parent_field=parent),
            by="attacks",
            system=given["system"],
            valid_from=date(2020, 1, 1),
            level=level,
            activate=level == given["levels"][-1][0],
            is_demo=True,
        )
    roles.make()


def deliver(items: Sequence[Mapping[str, str]]) -> None:
    """Every file to its release, by the journey; as the office. Prints delivery and release, a line each."""
    from monitoring.deliveries.errand import Errand, run

    for item in items:
        path = Path(item["path"])
        delivery, refused = run(
            Errand(
                content=path.read_bytes(),
                file_name=path.name,
                profile=item["profile"],
                period=item["period"],
                as_of=None,
                by="statistik",
                approve_by="pruefung",
                reason=item["reason"],
            )
        )
        found = [f"{row.code} {row.count}" for row in delivery.problem_counts.all()]
        assert refused is None and delivery.release, (item, delivery.state, delivery.failure, refused, found)
        print(json.dumps({"delivery": delivery.pk, "release": delivery.release.number}))


def export(given: Mapping[str, Any]) -> None:
    """Every wanted file, by the command; as the portal. Prints one JSON document with the files in base 64."""
    from django.core.management import call_command

    found, path = {}, Path(given["folder"]) / "export"
    for key, words in given["calls"].items():
        call_command("export", *words, out=path)
        found[key] = base64.b64encode(path.read_bytes()).decode()
    print(json.dumps(found))
