"""Goals. Every name is declared in ``monitoring.departments.addresses``."""

from django.urls import path

from monitoring.planning.goals import views

urlpatterns = [
    path("planning/goals/", views.goals, name="goals"),
    path("planning/goals/new/", views.goal_new, name="goal-new"),
    path("planning/goals/<int:number>/", views.goal, name="goal"),
    path("planning/goals/<int:number>/supersede/", views.goal_supersede, name="goal-supersede"),
    path("planning/goals/<int:number>/withdraw/", views.goal_withdraw, name="goal-withdraw"),
]
