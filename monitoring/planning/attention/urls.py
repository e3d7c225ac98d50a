"""Areas with particular need of attention. Every name is declared in ``monitoring.departments.addresses``."""

from django.urls import path

from monitoring.planning.attention import changing, views

urlpatterns = [
    path("planning/attention/", views.attention, name="attention"),
    path("planning/attention/new/", changing.attention_new, name="attention-new"),
    path("planning/attention/<int:number>/", views.attention_rule, name="attention-rule"),
    path("planning/attention/<int:number>/table.csv", views.attention_table, name="attention-table"),
    path("planning/attention/<int:number>/supersede/", changing.attention_supersede, name="attention-supersede"),
    path("planning/attention/<int:number>/withdraw/", changing.attention_withdraw, name="attention-withdraw"),
]
