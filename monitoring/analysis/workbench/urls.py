"""The index workbench. Every name is declared in ``monitoring.departments.addresses``."""

from django.urls import path

from monitoring.analysis.workbench import answers, views

urlpatterns = [
    path("", views.overview, name="workbench"),
    path("compose/", views.compose, name="workbench-compose"),
    path("compose/values/", answers.values, name="workbench-values"),
    path("compose/depth/", answers.depth, name="workbench-depth"),
    path("compose/save/", answers.save, name="workbench-save"),
    path("compose/write/", answers.write, name="workbench-write"),
    path("compose/read/", answers.read, name="workbench-read"),
    path("compose/submit/", answers.submit, name="workbench-submit"),
    path("drafts/<int:number>/", views.draft, name="workbench-draft"),
    path("drafts/<int:number>.toml", views.file, name="workbench-file"),
    path("drafts/<int:number>/share/", views.share, name="workbench-share"),
    path("drafts/<int:number>/delete/", views.delete, name="workbench-delete"),
    path("submissions/<int:number>/", views.submission, name="submission"),
    path("submissions/<int:number>/withdraw/", views.withdraw, name="submission-withdraw"),
]
