"""The register of enquiries. Every name is declared in ``monitoring.departments.addresses``."""

from django.urls import path

from monitoring.deliveries.enquiries import page, register, values

_ONE = "enquiries/<int:enquiry>/"

urlpatterns = [
    path("enquiries/", register.register, name="enquiries"),
    path("enquiries/new/", register.new, name="enquiry-new"),
    path(_ONE, page.page, name="enquiry"),
    path(f"{_ONE}edit/", register.edit, name="enquiry-edit"),
    path(f"{_ONE}text.txt", page.as_text, name="enquiry-text"),
    path(f"{_ONE}values.csv", page.as_csv, name="enquiry-csv"),
    path(f"{_ONE}take/", values.take, name="enquiry-value"),
    path(f"{_ONE}values/<int:value>/remove/", values.remove, name="enquiry-value-remove"),
    *(path(f"{_ONE}{to}/", page.move, {"to": to}, name=f"enquiry-{to}") for to in ("answered", "closed", "open")),
]
