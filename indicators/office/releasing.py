"""Releases in preparation, what is taken back, appointments and notes as the office's pages read them."""

from django.db.models import Q, QuerySet

from indicators.journey import State
from indicators.looked_at import notes_with, stamp, unanswered
from indicators.models import (
    Appointment,
    Bundle,
    Delivery,
    Indicator,
    LiveRelease,
    NoteDraft,
    Release,
    Source,
    Withdrawal,
)
from indicators.models.releases import line_of

_WITH = ("period", "profile__source", "uploaded_by", "calculation", "edition")


def bundles() -> QuerySet[Bundle]:
    """Releases in preparation, the newest first."""
    return Bundle.objects.filter(release=None, dissolved_at=None).select_related("opened_by", "calculation")


def bundle(number: int) -> Bundle | None:
    """One of them, ended or not."""
    return Bundle.objects.filter(pk=number).select_related("opened_by", "calculation", "release").first()


def members(bundle: Bundle) -> list[Delivery]:
    """Its deliveries; of a released one those that went live with it."""
    found = Delivery.objects.filter(bundle=bundle).select_related(*_WITH).defer("profile_document")
    return list(found.order_by("pk"))


def free_deliveries() -> list[Delivery]:
    """What could be taken in: candidates and such as are on their way, that belong to no release in preparation yet."""
    states = [State.RECEIVED, State.CHECKED, State.STAGED, State.CANDIDATE]
    found = Delivery.objects.filter(state__in=states, bundle=None).select_related(*_WITH).defer("profile_document")
    return list(found.order_by("period__ends", "pk"))


def seen_hash(deliveries: list[Delivery]) -> str:
    """What whoever approves these deliveries has looked at."""
    return stamp(deliveries) if deliveries else ""


def unanswered_kinds(delivery: int) -> list[str]:
    """Kinds of warnings without a written reason."""
    return unanswered(delivery)


def notes(delivery: Delivery) -> list[NoteDraft]:
    """What is recorded to travel with the numbers."""
    return notes_with(delivery)


def bundle_notes(bundle: Bundle) -> list[NoteDraft]:
    """What is recorded with the release in preparation or with one of its deliveries."""
    return list(NoteDraft.objects.filter(Q(bundle=bundle) | Q(delivery__bundle=bundle)))


def withdrawals() -> list[Withdrawal]:
    """Proposals that wait for a second person."""
    return list(_withdrawals().filter(decision=""))


def withdrawal(number: int) -> Withdrawal | None:
    """One proposal, decided or not."""
    return _withdrawals().filter(pk=number).first()


def _withdrawals() -> QuerySet[Withdrawal]:
    return Withdrawal.objects.select_related("release", "back_to", "proposed_by", "decided_by")


def live() -> Release | None:
    """What is live."""
    pointer = LiveRelease.objects.select_related("release").first()
    return pointer.release if pointer else None


def way_back() -> list[Release]:
    """The releases that the live one follows from, newest first: where a roll-back can lead."""
    now = live()
    if now is None:
        return []
    found = Release.objects.in_bulk(list(line_of(now.pk)[1:]))
    return [found[pk] for pk in sorted(found, reverse=True) if found[pk].withdrawn_at is None]


def taken_back_by(withdrawal: Withdrawal) -> list[Release]:
    """Every release that the proposal would withdraw, newest first."""
    if withdrawal.back_to is None:
        return [withdrawal.release]
    since = [pk for pk in line_of(withdrawal.release_id) if pk > withdrawal.back_to.pk]
    return list(Release.objects.filter(pk__in=since).order_by("-pk"))


def appointments() -> list[Appointment]:
    """Every appointment, also those that are over."""
    found = Appointment.objects.select_related("person", "substitute_for", "source", "appointed_by")
    return list(found.order_by("ended_at", "valid_until", "pk"))


def sources() -> list[Source]:
    """The sources that somebody can be appointed for."""
    return list(Source.objects.order_by("code"))


def indicators_read_by(delivery: Delivery) -> list[Indicator]:
    """The indicators that read any measure of the delivery's profile: those that a note can be about."""
    delivered = set(delivery.profile.spec.measures)
    return [one for one in Indicator.objects.order_by("code") if delivered & set(one.spec.measures)]
