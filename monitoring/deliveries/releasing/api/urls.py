"""Endpoints below ``/api/v1/`` of the office. Every name is declared in ``monitoring.departments.addresses``."""

from django.urls import path

from monitoring.deliveries.releasing.api import appointments, bundles, notes, withdrawals

_BUNDLE = "bundles/<int:bundle>/"
_WITHDRAWAL = "withdrawals/<int:withdrawal>/"
_NOTES = "deliveries/<int:delivery>/notes/"

urlpatterns = [
    path("bundles/", bundles.BundlesView.as_view(), name="api-bundles"),
    path(_BUNDLE, bundles.BundleView.as_view(), name="api-bundle"),
    path(f"{_BUNDLE}approve/", bundles.BundleApproveView.as_view(), name="api-bundle-approve"),
    path(f"{_BUNDLE}<slug:action>/", bundles.BundleChangeView.as_view(), name="api-bundle-change"),
    path("withdrawals/", withdrawals.WithdrawalsView.as_view(), name="api-withdrawals"),
    path(f"{_WITHDRAWAL}confirm/", withdrawals.WithdrawalConfirmView.as_view(), name="api-withdrawal-confirm"),
    path(f"{_WITHDRAWAL}decline/", withdrawals.WithdrawalDeclineView.as_view(), name="api-withdrawal-decline"),
    path("appointments/", appointments.AppointmentsView.as_view(), name="api-appointments"),
    path("appointments/<int:appointment>/end/", appointments.AppointmentEndView.as_view(), name="api-appointment-end"),
    path(_NOTES, notes.NotesView.as_view(), name="api-delivery-notes"),
    path(f"{_NOTES}<int:note>/", notes.NoteView.as_view(), name="api-delivery-note"),
]
