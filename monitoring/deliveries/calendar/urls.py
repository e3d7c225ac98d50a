"""Pages of the calendar. Every name is declared in ``monitoring.departments.addresses``."""

from django.urls import path

from monitoring.deliveries.calendar import views

urlpatterns = [
    path("calendar/", views.calendar_page, name="calendar"),
    path("calendar.ics", views.calendar_ics, name="calendar-ics"),
    path("calendar/<slug:source>/", views.source_page, name="calendar-source"),
    path("calendar/<slug:source>/dates/", views.agree_page, name="calendar-agree"),
    path("calendar/<slug:source>/waive/", views.waive_page, name="calendar-waive"),
    path("calendar/<slug:source>/expect/", views.expect_page, name="calendar-expect"),
]
