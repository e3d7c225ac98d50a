"""What stays, what goes, who did what. Every name is declared in ``monitoring.departments.addresses``."""

from django.urls import path

from monitoring.deliveries.keeping import deciding, retention, trail

_DELIVERY, _SOURCE = "records/retention/deliveries/<int:delivery>/", "records/retention/sources/<slug:code>/"

urlpatterns = [
    path("records/trail/", trail.trail, name="trail"),
    path("records/trail/check/", trail.check, name="trail-check"),
    path("records/trail.<str:format>", trail.export, name="trail-export"),
    path("records/retention/", retention.upcoming, name="retention"),
    path("records/erasures/", retention.erased, name="erasures"),
    path(_DELIVERY, retention.of_delivery, name="delivery-retention"),
    path(f"{_DELIVERY}hold/", deciding.hold_delivery, name="delivery-hold"),
    path(f"{_DELIVERY}erase/", deciding.ask, name="erasure-request"),
    path(_SOURCE, retention.of_source, name="source-retention"),
    path(f"{_SOURCE}hold/", deciding.hold_source, name="source-hold"),
    path("records/retention/holds/<int:hold>/lift/", deciding.lift, name="hold-lift"),
    *(
        path(
            f"records/retention/requests/<int:number>/{decision}/",
            deciding.decide,
            {"decision": decision},
            name=f"erasure-{decision}",
        )
        for decision in ("approve", "reject", "withdraw")
    ),
]
