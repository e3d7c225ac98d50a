"""Does what everybody is told of where numbers come from agree with the sealed protocol?"""

from django.db import connection

from indicators.actions.verification.report import Verification
from indicators.models import ReleaseOrigin

_TOLD = "SELECT release_id, measure_id, period_id, edition_id, delivery, as_of FROM release_origin"
_KEPT = """
    SELECT p.release_id, p.measure_id, p.period_id, p.edition_id, d.id AS delivery, d.as_of
    FROM sealed.put_in_force p JOIN sealed.delivery d ON d.id = p.delivery_id
"""
_NUMBER = "SELECT r.year || '/' || r.serial, x.delivery FROM ({part}) x JOIN release r ON r.id = x.release_id LIMIT 20"


def origins(found: Verification, sample: int | None) -> None:
    """Every delivery that a release put in force is told, and no other one."""
    with connection.cursor() as cursor:
        cursor.execute(_NUMBER.format(part=f"{_TOLD} EXCEPT {_KEPT}"))
        found.findings += [f"release {number}: delivery {pk} is told and put nothing in force" for number, pk in cursor]
        cursor.execute(_NUMBER.format(part=f"{_KEPT} EXCEPT {_TOLD}"))
        found.findings += [f"release {number}: delivery {pk} is in force and not told" for number, pk in cursor]
    found.count("origins", ReleaseOrigin.objects.count())
