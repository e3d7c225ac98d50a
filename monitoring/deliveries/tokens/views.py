"""The list of tokens, a new one, which is shown once, and its end."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators.actions.errors import Refused
from indicators.actions.tokens import make_token, profiles_of, revoke
from indicators.models import DeliveryToken, ImportProfile
from monitoring.deliveries.profiling.documenting import latest_period
from monitoring.deliveries.tokens.forms import TokenForm
from monitoring.departments.names import department_names
from monitoring.journey_messages import refusal

_A_PAGE = 50


@require_safe
@never_cache
def tokens(request: HttpRequest) -> HttpResponse:
    """Every token with what it may do and when it was last used."""
    page = Paginator(DeliveryToken.objects.select_related("made_by", "revoked_by"), _A_PAGE)
    shown = page.get_page(request.GET.get("page"))
    names, today = department_names(), timezone.localdate()
    rows = [(token, names.get(token.department, token.department), token.valid_until < today) for token in shown]
    return render(request, "deliveries/tokens/list.html", {"page": shown, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_variables("text")
def new_token(request: HttpRequest) -> HttpResponse:
    """Make a token. Its text stands in this one answer and nowhere else."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            token, text = make_token(by=request.user, **form.cleaned_data)
        except Refused as refused:
            told = refusal(refused)
            field = {"token_profiles": "profiles", "token_validity": "valid_until"}.get(refused.code, "name")
            form.add_error(field, f"{told.what} {told.advice}")
        else:
            profiles = token.profiles or profiles_of(token.department)
            context = {
                "token": token,
                "text": text,
                "address": request.build_absolute_uri(reverse("api-deliveries")),
                "profile": profiles[0] if profiles else "profil",
                "period": _example_period(profiles[0] if profiles else ""),
            }
            return render(request, "deliveries/tokens/made.html", context)
    return render(request, "deliveries/tokens/new.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def revoke_token(request: HttpRequest, prefix: str) -> HttpResponse:
    """End a token at once."""
    try:
        revoke(by=request.user, prefix=prefix)
    except Refused as refused:
        messages.error(request, str(refusal(refused)))
    else:
        messages.success(request, _("The token is revoked. Whoever uses it is refused from now on."))
    return redirect("tokens")


def _example_period(profile: str) -> str:
    """The latest period that the profile can be delivered for, as it is written."""
    found = ImportProfile.objects.filter(code=profile).first()
    return (latest_period(found.spec) if found else "") or "2025-Q4"
