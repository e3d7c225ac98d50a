"""Are the indices what their hashes say, and do the live ones follow from the live blocks that they combine?"""

import numpy as np

from indicators.actions.index_blocks import index_key, index_results, standing
from indicators.actions.index_ground import ground
from indicators.actions.verification.report import Verification
from indicators.calculation.hashing import index_sha256
from indicators.catalogue.documents import document_sha256
from indicators.catalogue.index_rules import rules_sha256
from indicators.models import Index, IndexBlock, LiveRelease, ReleaseIndexEntry


def index_blocks(found: Verification, sample: int | None) -> None:
    """Every stored block has the content, and the definition, that its hashes name."""
    rows = IndexBlock.objects.select_related("index", "period", "earlier_period", "edition", "level")
    for block in rows.order_by("-pk")[:sample].iterator(chunk_size=500):
        key = index_key(
            edition=block.edition.code,
            index=block.index.code,
            level=block.level.code,
            period=block.period.code,
            earlier=block.earlier_period.code if block.earlier_period else "",
            as_of=block.as_of,
            data_status=block.data_status,
            definition=document_sha256(block.definition),
        )
        codes = [np.array(getattr(block, name), np.int16) for name in ("status", "class_of", "left_out")]
        value, z = (np.array([np.nan if x is None else x for x in column]) for column in (block.value, block.z))
        columns = [value, *z.reshape(-1, len(value))]
        if index_sha256(key, codes[0], codes[1], codes[2], columns) != block.content_sha256:
            found.findings.append(f"index block {block.content_sha256[:12]}: the content is not that of the hash")
        found.count("index blocks")


def indices(found: Verification, sample: int | None) -> None:
    """The method gives the indices that are live, bit for bit; another definition since is told, not blamed."""
    rows = list(Index.objects.order_by("code"))
    now = {row.pk: rules_sha256(row.document) for row in rows}
    for release in LiveRelease.objects.values_list("release", flat=True):
        entries = ReleaseIndexEntry.objects.filter(release=release).select_related(
            "block", "index", "period", "edition", "level"
        )
        shown = {(e.index_id, (e.period_id, e.edition_id, e.level_id)): e for e in entries}
        ground_of_all = ground(rows, release=release, calculation=None)
        for keyed in index_results(rows, ground_of_all, standing(release), everything=True):
            entry = shown.pop((keyed.index.pk, keyed.spot), None)
            if entry is None:
                found.notes.append(f"index {keyed.index.code}: can be computed and is not published yet")
            elif entry.block.content_sha256 != keyed.content_sha256:
                same = entry.block.definition_sha256 == now[keyed.index.pk]
                (found.findings if same else found.notes).append(f"{_named(entry)}: computed again it differs")
            found.count("index blocks computed again")
        for entry in shown.values():
            same = entry.block.definition_sha256 == now[entry.index_id] and entry.index.spec.serves(entry.period.span)
            (found.findings if same else found.notes).append(f"{_named(entry)}: released and not reproducible")


def _named(entry: ReleaseIndexEntry) -> str:
    return f"index {entry.index.code} {entry.period.code} {entry.level.code}"
