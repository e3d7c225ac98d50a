"""Endpoints below ``/api/v1/deliveries/``. Every name is declared in ``monitoring.departments.access``."""

from django.urls import path

from indicators.journey import Move
from monitoring.deliveries.api import remarks, views

_DECISIONS = {
    Move.APPROVE: views.ApproveView,
    Move.REJECT: views.RejectView,
    Move.ASK: remarks.AskView,
    Move.ANSWER: remarks.AnswerView,
    Move.WITHDRAW: views.WithdrawView,
    Move.RETRY: views.RetryView,
}

urlpatterns = [
    path("", views.DeliveriesView.as_view(), name="api-deliveries"),
    path("<int:delivery>/", views.DeliveryView.as_view(), name="api-delivery"),
    path("<int:delivery>/report/", views.ReportView.as_view(), name="api-delivery-report"),
    path("<int:delivery>/thread/", remarks.ThreadView.as_view(), name="api-delivery-thread"),
    path("<int:delivery>/reason/", remarks.ReasonView.as_view(), name="api-delivery-reason"),
    path("<int:delivery>/preview/", views.PreviewView.as_view(), name="api-delivery-preview"),
    *(
        path(f"<int:delivery>/{move.value}/", view.as_view(), name=f"api-delivery-{move.value}")
        for move, view in _DECISIONS.items()
    ),
]
