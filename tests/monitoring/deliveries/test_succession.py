"""Areas that stayed the same through a reform keep their history; new ones have none."""

from datetime import date, timedelta

import numpy as np

from areas.models import Area, AreaEdition
from indicators.office.comparison import Cells
from indicators.office.succession import through_editions
from indicators.states import ValueState
from tests.monitoring.deliveries.conftest import Desk


def _reformed(old: AreaEdition) -> AreaEdition:
    """The day after the old one ends: 0102 comes first, 0101 is gone, 0299 is new, 0201 stays."""
    AreaEdition.objects.filter(pk=old.pk).update(valid_until=date(2024, 12, 31))
    new = AreaEdition.objects.create(
        system=old.system,
        code="kiez-2025-01-01",
        valid_from=date(2024, 12, 31) + timedelta(days=1),
        is_active=True,
    )
    before = {area.code: area for area in Area.objects.filter(edition=old, level__code="planungsraum")}
    level = before["0101"].level
    for position, code in enumerate(("0102", "0201", "0299")):
        Area.objects.create(
            edition=new,
            level=level,
            code=code,
            name=code,
            position=position,
            geometry=before["0101"].geometry,
            same_as=before.get(code),
        )
    return new


def test_values_come_in_todays_order_and_new_areas_have_none(desk: Desk) -> None:
    old = desk.office.edition
    new = _reformed(old)
    found = through_editions(new, "planungsraum", 3)
    assert found[new.pk].positions.tolist() == [0, 1, 2]
    assert found[old.pk].positions.tolist() == [1, 2, -1]
    status = np.array([0, 0, ValueState.SUPPRESSED, 0, 0], np.uint8)
    status[[0, 1, 3, 4]] = ValueState.OK
    cells = found[old.pk].cells(Cells(status, np.array([10.0, 11.0, np.nan, 13.0, 14.0])))
    assert cells.status.tolist() == [ValueState.OK, ValueState.SUPPRESSED, ValueState.MISSING]
    assert cells.value[0] == 11.0 and np.isnan(cells.value[1:]).all()


def test_an_edition_without_a_forerunner_stands_alone(desk: Desk) -> None:
    assert list(through_editions(desk.office.edition, "planungsraum", 5)) == [desk.office.edition.pk]
