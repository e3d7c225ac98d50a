"""Releases in preparation, for people: who may do what, and whom the worker is woken for."""

from collections.abc import Sequence

from django.contrib.auth.base_user import AbstractBaseUser

from indicators.actions import bundles
from indicators.actions.errors import Refused
from indicators.actions.together import members_of
from indicators.models import Bundle
from indicators.tasks import wake_after_commit
from monitoring.departments.access import Right, may


def _require(by: AbstractBaseUser, right: Right) -> None:
    if not may(by, right):
        raise Refused("not_permitted", person=by.get_username())


def _wake(bundle: int) -> None:
    for delivery in members_of(bundle):
        wake_after_commit(delivery.pk)


def open_bundle(
    *, by: AbstractBaseUser, reason: str, note_de: str = "", note_en: str = "", deliveries: Sequence[int] = ()
) -> Bundle:
    """Begin one, with deliveries that belong to it. Raises ``Refused``."""
    _require(by, Right.PREPARE_RELEASE)
    made = bundles.open_bundle(by=by, reason=reason, note_de=note_de, note_en=note_en, deliveries=deliveries)
    _wake(made.pk)
    return made


def collect(*, by: AbstractBaseUser, bundle: int, deliveries: Sequence[int]) -> None:
    """Take deliveries in. Raises ``Refused``."""
    _require(by, Right.PREPARE_RELEASE)
    bundles.collect(by=by, bundle=bundle, deliveries=deliveries)
    _wake(bundle)


def part(*, by: AbstractBaseUser, bundle: int, delivery: int) -> None:
    """Take one out again. Raises ``Refused``."""
    _require(by, Right.PREPARE_RELEASE)
    bundles.part(by=by, delivery=delivery)
    wake_after_commit(delivery)
    _wake(bundle)


def describe(*, by: AbstractBaseUser, bundle: int, reason: str, note_de: str, note_en: str) -> None:
    """Other words for it. Raises ``Refused``."""
    _require(by, Right.PREPARE_RELEASE)
    bundles.describe_bundle(by=by, bundle=bundle, reason=reason, note_de=note_de, note_en=note_en)


def recalculate(*, by: AbstractBaseUser, bundle: int) -> None:
    """Calculate it once more. Raises ``Refused``."""
    _require(by, Right.PREPARE_RELEASE)
    bundles.recalculate_bundle(by=by, bundle=bundle)
    _wake(bundle)


def dissolve(*, by: AbstractBaseUser, bundle: int, reason: str) -> None:
    """Give it up. Raises ``Refused``."""
    _require(by, Right.PREPARE_RELEASE)
    members = [delivery.pk for delivery in members_of(bundle)]
    bundles.dissolve_bundle(by=by, bundle=bundle, reason=reason)
    for delivery in members:
        wake_after_commit(delivery)


def approve(*, by: AbstractBaseUser, bundle: int, reason: str, seen: str = "", wake: bool = True) -> None:
    """Approve it as a whole; without ``wake`` whoever called takes the next steps. Raises ``Refused``."""
    _require(by, Right.DECIDE)
    bundles.approve_bundle(by=by, bundle=bundle, reason=reason, seen=seen)
    if wake:
        _wake(bundle)
