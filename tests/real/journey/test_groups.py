"""Berlin's twelve groups of status and dynamics through the portal: from released blocks to the page's file.

The publication has two columns, the status class and the sign of the dynamics; a group is both of them side by side. What is
compared here was delivered, calculated, approved and released: no published class goes into it.
"""

import csv
import io
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from django.test import Client
from django.urls import reverse

from indicators.actions.storing import store
from indicators.models import Index
from indicators.queries.audience import STAFF
from indicators.queries.groups import StatusDynamics, status_and_dynamics
from indicators.queries.indices import index
from tests.factories import make_person
from tests.naive.berlin import rows_of
from tests.real.journey.portal import BerlinPortal
from tests.real.journey.test_indices import (  # noqa: F401
    ALL,
    INCLUDED,
    PERIODS,
    PUBLISHED,
    code_of,
    portal,
    table,
    with_2013,
)

SIGNS = {"+": "+", "+/-": "±", "-": "−"}


def published(berlin: BerlinPortal, edition: int) -> dict[str, str]:
    """Area → its group from both published columns; empty where the publication gives no class."""
    rows = rows_of(berlin.data / "mss" / f"mss-{edition}-1-planning-areas.csv")
    return {
        row["id"]: f"{row['status_index']}{SIGNS[row['dynamic_index']]}"
        if row["status_index"] in PUBLISHED["status"]
        else ""
        for row in rows
    }


def released(berlin: BerlinPortal, edition: int) -> StatusDynamics:
    status, dynamics = (index(code_of(edition, which)) for which in PUBLISHED)
    assert status is not None and dynamics is not None
    place = {"level": "planungsraum", "period": PERIODS[edition]}
    return status_and_dynamics(berlin.live, status, dynamics, STAFF, **place)


def groups_of(found: StatusDynamics) -> dict[str, str]:
    """Area → its group, empty where it has none."""
    codes, groups = found.dynamics.places.codes, found.groups.group.tolist()
    return {code: found.labels[group] if group >= 0 else "" for code, group in zip(codes, groups, strict=True)}


def differences(said: Mapping[str, str], own: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Area → published and computed group where they are not the same; what is not published has no group."""
    return {code: (said.get(code, ""), group) for code, group in own.items() if said.get(code, "") != group}


@ALL
def test_every_area_is_in_its_published_group(portal: BerlinPortal, edition: int) -> None:  # noqa: F811
    said, found = published(portal, edition), released(portal, edition)
    own = groups_of(found)
    assert set(said) <= set(own) and differences(said, own) == {}
    assert sum(group != "" for group in own.values()) == INCLUDED[edition]
    counted = Counter(group for group in said.values() if group)
    cells = dict(zip(found.labels, found.groups.cells.ravel().tolist(), strict=True))
    assert len(cells) == 12 and cells == {label: counted[label] for label in cells}
    assert sum(counted.values()) == INCLUDED[edition] and set(counted) <= set(cells)
    print(f"{edition}: {INCLUDED[edition]} areas in {len(counted)} of 12 groups, every one as published: {cells}")


@ALL
def test_interface_and_file_say_the_published_groups(portal: BerlinPortal, edition: int) -> None:  # noqa: F811
    client = Client(headers={"accept-language": "de"})
    client.force_login(make_person("planerin", "planner"), backend="django.contrib.auth.backends.ModelBackend")
    said, dynamics = published(portal, edition), code_of(edition, "dynamics")
    place = {"level": "planungsraum", "period": PERIODS[edition]}
    answer = client.get(reverse("api-index-groups", args=[dynamics]), place).json()
    told = [answer["labels"][group] if group is not None else "" for group in answer["group"]]
    assert differences(said, dict(zip(answer["codes"], told, strict=True))) == {}
    file = client.get(reverse("matrix-table"), place | {"index": dynamics}).content.decode("utf-8-sig")
    lines = [row for row in csv.reader(io.StringIO(file), delimiter=";") if len(row) >= 5 and row[0].isdigit()]
    rows = {code: group for code, _, group, *_ in lines}
    assert set(said) <= set(rows) and differences(said, rows) == {}


@ALL
def test_another_definition_gives_other_groups(portal: BerlinPortal, edition: int) -> None:  # noqa: F811
    """The proof can fail: with the sample's deviation, or edges moved by 0.01, an area stands in another group."""
    said = published(portal, edition)
    documents = {code_of(edition, which): Index.objects.get(code=code_of(edition, which)).spec for which in PUBLISHED}
    for change in ("spread", "breaks"):
        for spec in documents.values():
            moved = tuple(edge + 0.01 for edge in spec.breaks)
            store(by=None, spec=replace(spec, **({"spread": "sample_sd"} if change == "spread" else {"breaks": moved})))
        portal.release(table(portal, edition), "berlin-mss", PERIODS[edition])
        assert differences(said, groups_of(released(portal, edition))), change
