"""Files without a profile, and what suppliers are given. Every name is declared in ``monitoring.departments.addresses``."""

from django.urls import path

from monitoring.deliveries.profiling.views import documentation, draft, files, suggesting

urlpatterns = [
    path("profiling/", files.files_page, name="profiling"),
    path("profiling/<int:draft>/", draft.draft_page, name="profiling-draft"),
    path("profiling/<int:draft>/reading/", draft.reading, name="profiling-reading"),
    path("profiling/<int:draft>/deliver/", draft.deliver, name="profiling-deliver"),
    path("profiling/<int:draft>/discard/", draft.discard, name="profiling-discard"),
    path("deliveries/new/suggest/", suggesting.suggest, name="delivery-suggest"),
    path("profiles/", documentation.profiles_page, name="profiles"),
    path("profiles/<slug:code>/", documentation.documentation_page, name="profile-documentation"),
    path("profiles/<slug:code>/template/", documentation.template_file, name="profile-template"),
    path("deliveries/<int:delivery>/profile/", files.change_profile, name="delivery-profile"),
]
