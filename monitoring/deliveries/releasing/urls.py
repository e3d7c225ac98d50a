"""Pages around releases at the office's address."""

from django.urls import path

from monitoring.deliveries.releasing.views import appointments, bundles, lists, notes, withdrawals

_PREPARED = "releases/prepared/<int:bundle>/"
_WITHDRAWAL = "releases/withdrawals/<int:withdrawal>/"

urlpatterns = [
    path("releases/", lists.releases, name="releases"),
    path("releases/prepare/", bundles.prepare, name="release-prepare"),
    path(_PREPARED, bundles.prepared, name="release-prepared"),
    path(f"{_PREPARED}approve/", bundles.approve, name="release-prepared-approve"),
    path(f"{_PREPARED}<slug:action>/", bundles.change, name="release-prepared-change"),
    path("releases/withdrawals/new/", withdrawals.propose, name="withdrawal-new"),
    path(_WITHDRAWAL, withdrawals.withdrawal, name="withdrawal"),
    path(f"{_WITHDRAWAL}confirm/", withdrawals.confirm, name="withdrawal-confirm"),
    path(f"{_WITHDRAWAL}decline/", withdrawals.decline, name="withdrawal-decline"),
    path("appointments/", appointments.appointments, name="appointments"),
    path("appointments/new/", appointments.appointments, name="appointment-new"),
    path("appointments/<int:appointment>/end/", appointments.end, name="appointment-end"),
    path("deliveries/<int:delivery>/notes/", notes.delivery_notes, name="delivery-notes"),
]
