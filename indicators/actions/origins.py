"""What everybody may be told of where a release's numbers come from, written down when it goes live."""

from django.conf import settings
from django.db import connection

from indicators.models import Release

_ORIGINS = """
    INSERT INTO release_origin (release_id, measure_id, period_id, edition_id, delivery, source, as_of, received_on)
    SELECT p.release_id, p.measure_id, p.period_id, p.edition_id, d.id, s.code, d.as_of,
           (d.uploaded_at AT TIME ZONE %(zone)s)::date
    FROM sealed.put_in_force p
    JOIN sealed.delivery d ON d.id = p.delivery_id
    JOIN measure m ON m.id = p.measure_id
    JOIN source s ON s.id = m.source_id
    WHERE p.release_id = %(release)s
"""
# A set difference and no search per row: the lines were written a moment ago, and nothing is known of their number yet.
# A definition that changed after the calculation sends the deliveries back, so what stands now is what was computed by.
_DEFINITIONS = """
    INSERT INTO release_definition (release_id, indicator_id, sha256, since)
    SELECT %(release)s, i.id, i.sha256, (v.stored_at AT TIME ZONE %(zone)s)::date
    FROM indicator i
    LEFT JOIN LATERAL (
        SELECT stored_at FROM sealed.catalogue_version
        WHERE part = 'indicator' AND code = i.code AND sha256 = i.sha256 ORDER BY id DESC LIMIT 1
    ) v ON true
    WHERE i.id IN (
        SELECT indicator_id FROM (
            SELECT indicator_id, block_id FROM release_entry WHERE release_id = %(release)s
            EXCEPT
            SELECT indicator_id, block_id FROM release_entry WHERE release_id = %(previous)s
        ) AS fresh
    )
"""


def tell_origins(release: Release) -> None:
    """The deliveries that the release put in force, and the definitions of the indicators of which it has new blocks."""
    params = {"release": release.pk, "previous": release.previous_id, "zone": settings.TIME_ZONE}
    with connection.cursor() as cursor:
        cursor.execute(_ORIGINS, params)
        cursor.execute(_DEFINITIONS, params)
