"""The editor: a form or a file, the consequences of what was typed, and handing it in. Nothing is kept in between."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from indicators.actions.errors import Refused
from indicators.actions.proposals import propose
from indicators.catalogue.documents import ordered, toml_of
from indicators.catalogue.problems import CatalogueError
from indicators.catalogue.schemas import Part
from indicators.models.catalogue import CatalogueEntry
from indicators.office import catalogue as office
from monitoring.deliveries.catalogue.drafting import Draft, from_file, from_form
from monitoring.deliveries.catalogue.fields import entry_form
from monitoring.deliveries.catalogue.forms import ReasonForm
from monitoring.deliveries.catalogue.labels import PARTS
from monitoring.deliveries.catalogue.telling import told
from monitoring.deliveries.catalogue.views.entry import entry_or_404
from monitoring.deliveries.profiles import said
from monitoring.journey_messages import refusal

_MOST_DIGITS = 10


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new_page(request: HttpRequest, part: str) -> HttpResponse:
    """A new entry, from nothing or from a copy of another (``from``)."""
    if part not in set(Part):
        raise Http404
    return _Editor(request, Part(part), None).answer()


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def edit_page(request: HttpRequest, part: str, code: str) -> HttpResponse:
    """An entry as it is, as it was (``version``), or as somebody proposed it (``proposal``)."""
    found = entry_or_404(part, code)
    return _Editor(request, found.part, found).answer()


class _Editor:
    """One request to the editor. ``step``: check what was typed, go back to it, change the way to edit, or hand it in."""

    def __init__(self, request: HttpRequest, part: Part, entry: CatalogueEntry | None) -> None:
        self.request, self.part, self.entry = request, part, entry
        self.code = entry.code if entry else ""
        given = request.POST if request.method == "POST" else request.GET
        self.as_file = given.get("as") == "file"

    def answer(self) -> HttpResponse:
        if self.request.method != "POST":
            return self._form(ordered(self.part, self._begin()), base=self.entry.sha256 if self.entry else "")
        base = self.request.POST.get("base", "")
        draft = self._typed()
        match self.request.POST.get("step"):
            case "back":
                return self._form(draft.document, base, text=draft.text)
            case "to-form" | "to-file" as way if draft.document:
                self.as_file = way == "to-file"
                return self._form(draft.document, base)
            case "propose" if draft.told:
                return self._propose(draft, base)
        if draft.problems or draft.told is None:
            return self._form(draft.document, base, draft)
        return self._preview(draft, base, ReasonForm(label=_("Why this change")))

    def _typed(self) -> Draft:
        given = self.request.POST
        if "toml" in given:
            return from_file(self.part, given["toml"], self.code)
        return from_form(self.part, given.dict(), self.code)  # type: ignore[arg-type]

    def _begin(self) -> Mapping[str, object]:
        """What the form begins with."""
        asked = self.request.GET
        if self.entry is None:
            model = office.entry(self.part, asked.get("from", ""))
            return {**model.document, "code": ""} if model else {}
        if version := office.version(self.part, self.code, _number(asked.get("version"))):
            return dict(version.document)
        proposal = office.proposal(_number(asked.get("proposal")))
        if proposal and (proposal.part, proposal.code) == (self.part.value, self.code):
            return dict(proposal.document)
        return self.entry.document  # type: ignore[no-any-return]

    def _form(
        self, document: Mapping[str, object], base: str, draft: Draft | None = None, text: str = ""
    ) -> HttpResponse:
        problems = draft.problems if draft else ()
        context = {
            **self._common(base),
            "toml": draft.text if draft and draft.text else text or (toml_of(document) if self.as_file else ""),
            "form": None if self.as_file else entry_form(self.part, document, problems, is_new=self.entry is None),
            "lines": draft.lines if draft else (),
            "has_problems": bool(problems),
        }
        name = "file" if self.as_file else "form"
        status = 422 if problems else 200
        return render(self.request, f"deliveries/catalogue/{name}.html", context, status=status)

    def _preview(self, draft: Draft, base: str, reason: ReasonForm) -> HttpResponse:
        assert draft.told is not None
        context = {
            **self._common(base),
            "toml": toml_of(draft.document),
            "told": told(draft.told),
            "changes_nothing": draft.told.changes_nothing,
            "is_outdated": self.entry is not None and self.entry.sha256 != base,
            "reason": reason,
        }
        return render(self.request, "deliveries/catalogue/preview.html", context, status=422 if reason.errors else 200)

    def _propose(self, draft: Draft, base: str) -> HttpResponse:
        reason = ReasonForm(self.request.POST, label=_("Why this change"))
        if not reason.is_valid():
            return self._preview(draft, base, reason)
        given = {"part": self.part, "document": draft.document, "base": base, "reason": reason.cleaned_data["reason"]}
        try:
            made = propose(by=self.request.user, **given)  # type: ignore[arg-type]
        except Refused as refused:
            reason.add_error(None, str(refusal(refused)))
            return self._preview(draft, base, reason)
        except CatalogueError as error:  # somebody was faster: what was right a moment ago is not any more
            return self._form(draft.document, base, Draft(self.part, draft.text, draft.document, error.problems, None))
        messages.success(self.request, _("The proposal is handed in. A second person decides about it."))
        return redirect("proposal", proposal=made.pk)

    def _common(self, base: str) -> dict[str, Any]:
        return {
            "part": self.part,
            "part_word": PARTS[self.part][0],
            "entry": self.entry,
            "title": said(self.entry.read().title) if self.entry else "",
            "base": base,
            "as_file": self.as_file,
        }


def _number(text: str | None) -> int:
    """The number of a version or proposal; 0, which none has, where the address says something else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < _MOST_DIGITS else 0
