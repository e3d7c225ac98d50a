"""The words of a template in the active language."""

from django.utils.translation import gettext as _

from indicators.catalogue.specs import MeasureSpec, ProfileSpec
from indicators.intake.template import Labels
from indicators.models import ImportProfile
from monitoring.catalogue.words import MEASURE_UNITS, worded
from monitoring.deliveries.profiles import said
from monitoring.deliveries.profiling.shown import meaning_word
from monitoring.departments.names import department_names
from monitoring.wording import period_label


def labels_of(profile: ImportProfile, measures: dict[str, MeasureSpec], period: str, edition: str) -> Labels:
    """Everything that a template says beside the profile's own words."""
    spec, source = profile.spec, profile.source.spec
    owner = department_names().get(source.owner, source.owner)
    return Labels(
        notes=_("Notes"),
        data=_("Data"),
        name=_("area_name"),
        how=(
            _("Fill in the white cells of the sheet “%(sheet)s”. Codes and names of the areas stay as they are.")
            % {"sheet": _("Data")},
            _("A cell without a number holds one of the signs below. Never enter anything about single persons."),
            _("Deliver the file as it is. Nothing goes live before a second person has approved it."),
        ),
        column=_("Column"),
        meaning=_("Meaning"),
        unit=_("Unit"),
        allowed=_("Allowed"),
        definition=_("Definition"),
        sign=_("Sign"),
        whole=_("whole number"),
        decimals=_("number with decimals"),
        between=_("from %(lowest)s to %(highest)s"),
        at_least=_("at least %(lowest)s"),
        optional=_("may be left blank altogether"),
        not_allowed=_("Not allowed here"),
        meanings={meaning: meaning_word(meaning) for _sign, meaning in spec.signs},
        units=_units(spec, measures),
        facts=(
            (_("Source"), said(source.title)),
            (_("Period"), period_label(period)),
            (_("Areas"), edition),
            (_("Import profile"), f"{said(spec.title)} ({spec.code})"),
            (_("Legal basis"), source.legal_basis),
            (_("Contact"), owner),
        ),
        title=said(spec.title),
    )


def _units(spec: ProfileSpec, measures: dict[str, MeasureSpec]) -> dict[str, str]:
    """Units in words; in a long file also what each word of the measure column stands for."""
    units = {measure.unit: worded(MEASURE_UNITS, measure.unit) for measure in measures.values()}
    return units | {f"measure:{code}": said(measure.title) for code, measure in measures.items()}
