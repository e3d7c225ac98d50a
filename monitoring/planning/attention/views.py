"""The rules, and the list that one of them gives: for staff, sorted by need, not for publication."""

import csv
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators.inert import inert
from indicators.models import Release
from indicators.queries.errors import Unanswerable
from monitoring.api.doors import live_for, release_for
from monitoring.api.problems import problem
from monitoring.areasheets.places import editions, level_names
from monitoring.departments.access import Right, may
from monitoring.departments.readers import reader_of
from monitoring.planning.attention.applying import Sight
from monitoring.planning.attention.forms import WithdrawForm
from monitoring.planning.attention.listing import Listing, listing
from monitoring.planning.attention.options import preset, sight_of
from monitoring.planning.attention.rule import rule_of
from monitoring.planning.attention.wording import frame_sentence, rule_sentences
from monitoring.planning.models import AttentionRule


@require_safe
def attention(request: HttpRequest) -> HttpResponse:
    """The rules in force, each in plain words."""
    reader = reader_of(request.user)
    release = live_for(reader)
    context: dict[str, Any] = {"release": release, "may_define": may(request.user, Right.DEFINE_ATTENTION)}
    if release is not None:
        sight = sight_of(reader, release)
        rows = AttentionRule.objects.filter(ended_at=None).select_related("department", "set_by")
        context["rules"] = [_in_words(row, sight) for row in rows if sight.sees(rule_of(row.document))]
        context["has_preset"] = preset(sight) is not None
    return render(request, "planning/attention/list.html", context)


def _in_words(row: AttentionRule, sight: Sight) -> dict[str, Any]:
    rule = rule_of(row.document)
    return {
        "row": row,
        "frame": frame_sentence(rule),
        "sentences": rule_sentences(rule, sight.entries, sight.indices),
    }


@require_safe
def attention_rule(request: HttpRequest, number: int) -> HttpResponse:
    """One rule with its list in a release."""
    row, sight = visible(request, number)
    return rule_page(request, row, sight, {})


def visible(request: HttpRequest, number: int) -> tuple[AttentionRule, Sight]:
    """A rule of which the reader may see every part, and what they see of the release that is meant; otherwise 404."""
    row = (
        AttentionRule.objects.select_related("department", "set_by", "ended_by", "supersedes").filter(pk=number).first()
    )
    if row is None:
        raise Http404
    sight = sight_of(reader_of(request.user), _release(request))
    if not sight.sees(rule_of(row.document)):
        raise Http404
    return row, sight


def _release(request: HttpRequest) -> Release:
    try:
        return release_for(reader_of(request.user), request.GET.get("release") or None, "")
    except Unanswerable as error:
        raise Http404(problem(error.code, 404, **error.params)["detail"]) from error


def rule_page(
    request: HttpRequest, row: AttentionRule, sight: Sight, more: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """The page of a rule."""
    context = _in_words(row, sight) | {
        "rule": row,
        "release": sight.release,
        "levels": level_names(request),
        "level": rule_of(row.document).level,
        "after": AttentionRule.objects.filter(supersedes=row).first(),
        "may_change": row.is_in_force and may(request.user, Right.CHANGE_ATTENTION, row),
        "withdraw_form": WithdrawForm(auto_id="withdraw_%s"),
    }
    try:
        found = listing(rule_of(row.document), sight)
    except Unanswerable as error:
        context["problem"] = problem(error.code, 404, **error.params)
    else:
        context |= {
            "found": found,
            "edition": found.now.areas.edition,
            "config": _config(request, found),
            "strings": {
                "listed": _("%(area)s: on the list"),
                "new": _("%(area)s: on the list, not a year before"),
                "gone": _("%(area)s: on the list a year before, not now"),
                "other": _("%(area)s: not on the list"),
                "unknown": _("%(area)s: not known"),
            },
        }
    return render(request, "planning/attention/rule.html", context | more, status=status)


def _config(request: HttpRequest, found: Listing) -> dict[str, Any]:
    """What the map needs: shapes, and how each area stands to the list."""
    places = found.now.places
    edition = next((one for one in editions(request) if one["code"] == found.now.areas.edition), None)
    levels = edition["levels"] if edition else []
    new = {area.code for area in found.areas if area.is_new}
    gone = {code for code, _name in found.gone}
    states = [
        "new"
        if code in new
        else "listed"
        if verdict > 0
        else "gone"
        if code in gone
        else "other"
        if verdict
        else "unknown"
        for code, verdict in zip(places.codes, found.now.verdict.tolist(), strict=True)
    ]
    return {
        "leaflet": {key: settings.LEAFLET_CONFIG[key] for key in ("DEFAULT_CENTER", "DEFAULT_ZOOM")},
        "basemap": None,
        "shapes": next((one["shapes_url"] for one in levels if one["level"] == places.level), None),
        "codes": places.codes,
        "names": places.names,
        "states": states,
    }


@require_safe
def attention_table(request: HttpRequest, number: int) -> HttpResponse:
    """The list as CSV, marked as not for publication."""
    row, sight = visible(request, number)
    try:
        found = listing(rule_of(row.document), sight)
    except Unanswerable as error:
        raise Http404(problem(error.code, 404, **error.params)["detail"]) from error
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="attention-{row.pk}-not-for-publication.csv"'
    response.write("\ufeff")
    out = csv.writer(response, delimiter=";")
    out.writerow([_("Not for publication")])
    out.writerow(["area_code", "area_name", "residents", "new_within_a_year", "reasons"])
    for area in found.areas:
        residents = "" if area.residents is None else area.residents
        new = "" if found.before is None else int(area.is_new)
        out.writerow([inert(area.code), inert(area.name), residents, new, inert(" ".join(area.reasons))])
    out.writerow([])
    out.writerow([_("Rule"), inert(row.title), row.pk])
    for sentence in rule_sentences(rule_of(row.document), sight.entries, sight.indices):
        out.writerow(["", inert(sentence)])
    out.writerow([_("Release"), sight.release.cited])
    return response
