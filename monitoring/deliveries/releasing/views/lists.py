"""Every release at the office, with what is in preparation and what waits to be taken back."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indicators.office import deliveries
from indicators.office import releasing as office
from monitoring.departments.access import Right, may
from monitoring.departments.names import person_names

_A_PAGE = 50


@require_safe
@never_cache
def releases(request: HttpRequest) -> HttpResponse:
    """Every release that the person may see, newest first; withdrawn ones as tombstones."""
    found = [release for release in deliveries.releases() if may(request.user, Right.SEE_RELEASE, release)]
    page = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    names = person_names(name for release in page for name in (*release.contributors, release.approved_by))
    live, behind = office.live(), {release.pk for release in office.way_back()}
    rows = [
        {
            "release": release,
            "delivered": ", ".join(names[name] for name in release.contributors),
            "approved": names[release.approved_by],
            "is_live": live is not None and release.pk == live.pk,
            "can_go_back": release.pk in behind,
            "can_withdraw": release.withdrawn_at is None and (live is None or release.pk != live.pk),
        }
        for release in page
    ]
    may_prepare = may(request.user, Right.PREPARE_RELEASE)
    context = {
        "page": page,
        "rows": rows,
        "live": live,
        "may_prepare": may_prepare,
        "may_withdraw": may(request.user, Right.WITHDRAW_RELEASE),
        "bundles": office.bundles() if may_prepare else [],
        "withdrawals": office.withdrawals() if may_prepare else [],
    }
    return render(request, "deliveries/releases.html", context)
