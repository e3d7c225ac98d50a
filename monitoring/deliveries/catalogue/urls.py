"""The catalogue's workshop. Every name is declared in ``monitoring.departments.access``."""

from django.urls import path

from monitoring.deliveries.catalogue.views import editor, entry, lists, proposals, publishing, submissions, versions

urlpatterns = [
    path("catalogue/", lists.catalogue, name="catalogue"),
    path("catalogue.zip", lists.archive, name="catalogue-archive"),
    path("catalogue/proposals/", lists.proposals, name="proposals"),
    path("catalogue/proposals/<int:proposal>/", proposals.proposal_page, name="proposal"),
    *(
        path(
            f"catalogue/proposals/<int:proposal>/{decision}/",
            proposals.decision_page,
            {"decision": decision},
            name=f"proposal-{decision}",
        )
        for decision in proposals.DECISIONS
    ),
    path("catalogue/publish-indices/", publishing.publish_indices, name="publish-indices"),
    path("catalogue/submissions/<int:number>/", submissions.submission_page, name="submission"),
    *(
        path(
            f"catalogue/submissions/<int:number>/{decision}/",
            submissions.decision_page,
            {"decision": decision},
            name=f"submission-{decision}",
        )
        for decision in submissions.DECISIONS
    ),
    path("catalogue/<slug:part>/new/", editor.new_page, name="catalogue-new"),
    path("catalogue/<slug:part>/entry/<slug:code>/", entry.entry_page, name="catalogue-entry"),
    path(
        "catalogue/<slug:part>/entry/<slug:code>/versions/<int:version>/",
        versions.version_page,
        name="catalogue-version",
    ),
    path(
        "catalogue/<slug:part>/entry/<slug:code>/versions/<int:version>.toml",
        versions.version_file,
        name="catalogue-version-file",
    ),
    path("catalogue/<slug:part>/entry/<slug:code>/edit/", editor.edit_page, name="catalogue-edit"),
    path("catalogue/<slug:part>/entry/<slug:code>.toml", lists.entry_file, name="catalogue-file"),
]
