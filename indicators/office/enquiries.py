"""The register of enquiries as the office's pages read it: filtered, searched, what was answered before."""

import re
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramWordSimilarity
from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Greatest

from indicators.models import Enquiry, EnquiryValue

#: Above it two spellings are taken for the same word.
_ALIKE = 0.5
_LONGEST = 200
_OPERATORS = re.compile(r'"|(^|\s)-\w')


@dataclass(frozen=True)
class Wanted:
    """What to look for; empty parts leave everything in."""

    words: str = ""
    state: str = ""
    topic: str = ""
    asker: str = ""
    indicator: str = ""
    area: str = ""


def enquiries(wanted: Wanted = Wanted()) -> QuerySet[Enquiry]:
    """The enquiries that are wanted: the best answer to the words first, otherwise the newest."""
    found = Enquiry.objects.select_related("created_by", "answered_by").annotate(
        number_of_values=Count("values_used", distinct=True)
    )
    for column in ("state", "topic", "asker"):
        if value := getattr(wanted, column):
            found = found.filter(**{column: value})
    if wanted.indicator:
        found = found.filter(pk__in=_with(indicator=wanted.indicator))
    if wanted.area:
        found = found.filter(pk__in=_with(area=wanted.area))
    return _answering(found, wanted.words) if wanted.words else found.order_by("-year", "-serial")


def _with(**used: str) -> QuerySet[EnquiryValue]:
    return EnquiryValue.objects.filter(**used).values("enquiry")


def _answering(found: QuerySet[Enquiry], words: str) -> QuerySet[Enquiry]:
    """Words in any form that German gives them, in question, answer and asker; typing errors forgiven."""
    text = words[:_LONGEST]
    query = SearchQuery(text, config="german", search_type="websearch")
    alike = Greatest(
        TrigramWordSimilarity(text, "question"),
        TrigramWordSimilarity(text, "answer"),
        TrigramWordSimilarity(text, "asked_by"),
    )
    ranked = found.annotate(rank=SearchRank(F("words"), query), alike=alike)
    exact = Q(words=query)  # whoever writes -word or "two words" means what they write
    meant = exact if _OPERATORS.search(text) else exact | Q(alike__gte=_ALIKE)
    return ranked.filter(meant).order_by("-rank", "-alike", "-pk")


def similar(enquiry: Enquiry, most: int = 5) -> list[Enquiry]:
    """Earlier enquiries that ask alike, or that used the same indicators: what may be used again."""
    used = EnquiryValue.objects.filter(enquiry=enquiry).values("indicator")
    same = EnquiryValue.objects.filter(indicator__in=used).values("enquiry")
    ranked = Enquiry.objects.exclude(pk=enquiry.pk).annotate(
        alike=TrigramWordSimilarity(Value(enquiry.question[:_LONGEST]), "question")
    )
    return list(
        ranked.filter(Q(alike__gte=_ALIKE) | Q(pk__in=same)).exclude(state="open").order_by("-alike", "-pk")[:most]
    )


def enquiry(number: int) -> Enquiry | None:
    """One enquiry."""
    return Enquiry.objects.select_related("created_by", "answered_by").filter(pk=number).first()


def values_of(enquiry: Enquiry) -> list[EnquiryValue]:
    """The published values of an answer, in the order in which they were taken."""
    return list(enquiry.values_used.select_related("release", "taken_by"))


def state_counts() -> dict[str, int]:
    """How many are in each state."""
    return dict(Enquiry.objects.order_by().values_list("state").annotate(number=Count("pk")))


def due(until: date) -> QuerySet[Enquiry]:
    """Open ones that are due by that day and of which nobody was reminded yet."""
    return Enquiry.objects.filter(state="open", due_on__lte=until, reminded_on=None).select_related("created_by")


def number_with(*, indicator: str) -> int:
    """How many enquiries used an indicator."""
    return _with(indicator=indicator).distinct().count()


def names_in(wanted: Wanted) -> tuple[str, str]:
    """(title of the indicator, name of the area) as the latest answer with them says; the codes where none has them."""
    used = EnquiryValue.objects.order_by("-pk")
    title = used.filter(indicator=wanted.indicator).values_list("title", flat=True).first()
    area = used.filter(area=wanted.area).values_list("area_name", flat=True).first()
    return title or wanted.indicator, area or wanted.area
