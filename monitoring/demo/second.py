"""What the second process does. It is spawned: nothing here may import models before Django is set up in it."""

import logging
import multiprocessing
import os
import threading

from monitoring.demo.manifest import Item


def begin(database: str, level: int) -> None:
    """Django, on the database of the first process and as quiet; the end comes when that one was killed."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    import django

    django.setup()
    logging.getLogger("indicators").setLevel(level)
    from django.db import connection

    connection.settings_dict["NAME"] = database


def _end_with_parent() -> None:
    """A step that it is in is undone by the database and taken again by whoever goes on."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def stage(item: Item) -> None:
    """Received, checked, staged. A correction is compared with what counts: it waits until what it corrects is live."""
    from indicators.journey import State
    from monitoring.demo.delivering import prepare

    if not item.is_correction:
        prepare(item, State.STAGED)
