"""The words for every code that the API answers with: what happened, and what to do. German and English by gettext."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: Code → title and detail. Details may use the parameters of their code.
PROBLEMS: dict[str, tuple[Promise, Promise]] = {
    "invalid_parameter": (
        _("A parameter cannot be used"),
        _("%(parameter)s: %(reason)s"),
    ),
    "not_found": (
        _("Not found"),
        _("There is nothing at this address. The description of the interface is at /api/v1/schema/."),
    ),
    "sign_in_required": (
        _("Sign in first"),
        _("This is for people who are signed in. Sign in and ask again."),
    ),
    "token_invalid": (
        _("This token is not valid"),
        _("It is unknown, expired or revoked. Make a new one at the statistics office; nothing was delivered."),
    ),
    "token_scope": (
        _("The token is not meant for this profile"),
        _("It does not deliver for %(profile)s. Nothing was delivered; another token can be made for it."),
    ),
    "idempotency_key": (
        _("The key cannot be used"),
        _("An Idempotency-Key has at most %(length)s printable characters. Nothing was delivered."),
    ),
    "idempotency_mismatch": (
        _("This key was used for another request"),
        _(
            "What it named was delivered before. Use a new key for another file, profile or period; nothing was delivered."
        ),
    ),
    "not_permitted": (
        _("Not permitted"),
        _("Your roles do not include this. Your department's administrator helps."),
    ),
    "csrf_failed": (
        _("The request could not be checked"),
        _("The security token is missing or out of date. Reload the page and try again; nothing was changed."),
    ),
    "method_not_allowed": (
        _("Not possible here"),
        _("This address does not take %(method)s."),
    ),
    "not_acceptable": (
        _("This format is not offered"),
        _("Answers are JSON. Ask for application/json."),
    ),
    "unsupported_media_type": (
        _("The request has a format that cannot be read"),
        _("The content type %(media_type)s is not taken here."),
    ),
    "unreadable_request": (
        _("The request cannot be read"),
        _("Its content does not have the form that its content type says."),
    ),
    "too_many_requests": (
        _("Too many requests"),
        _("Wait a moment and try again."),
    ),
    "database_away": (
        _("The database is away"),
        _("It is being restarted. What was sent is stored wholly or not at all; ask again in some seconds."),
    ),
    "internal_error": (
        _("The portal failed"),
        _(
            "The fault has been recorded under the number %(incident)s. Released values are not affected; ask again in "
            "a minute."
        ),
    ),
    "unknown_page": (
        _("This page of the list does not exist"),
        _("Start again with the first page."),
    ),
    "unknown_indicator": (
        _("Unknown indicator"),
        _("There is no indicator %(indicator)s that you may see. The list is at /api/v1/indicators/."),
    ),
    "nothing_released": (
        _("No published values"),
        _("For %(indicator)s no values are published for you. The indicator's sheet says where they come from."),
    ),
    "unknown_allocation": (
        _("There is no such allocation"),
        _(
            "No allocation by need that you may read is called %(allocation)s. The list is at /api/v1/allocations/; whoever "
            "made it can share it."
        ),
    ),
    "unknown_index": (
        _("Unknown index"),
        _("There is no index %(index)s for you."),
    ),
    "no_dynamics_index": (
        _("This index says nothing about dynamics"),
        _("%(index)s names no status index: status and dynamics are shown for a dynamics index with its status index."),
    ),
    "index_not_released": (
        _("No published index"),
        _(
            "Of the index %(index)s nothing is published yet. It comes with the next release, or is published by itself."
        ),
    ),
    "unknown_release": (
        _("Unknown release"),
        _("There is no release %(release)s that you may see. The list is at /api/v1/releases/."),
    ),
    "release_withdrawn": (
        _("This release was withdrawn"),
        _("Release %(release)s was withdrawn on %(withdrawn_at)s. Reason: %(reason)s In its place: %(successor)s."),
    ),
    "unknown_period": (
        _("There are no values for this period"),
        _("For %(period)s nothing is published. There is: %(known)s."),
    ),
    "unknown_level": (
        _("There are no values at this level"),
        _("At %(level)s nothing is published. There is: %(known)s."),
    ),
    "unknown_edition": (
        _("Unknown edition of areas"),
        _("There is nothing for the edition %(edition)s. There is: %(known)s."),
    ),
    "unknown_area": (
        _("Unknown area"),
        _("There is no area %(area)s in this edition. The list is at /api/v1/areas/."),
    ),
    "reference_not_above": (
        _("This cannot be the reference area"),
        _(
            "%(reference)s is not an area of a level above %(level)s. Use such an area, or “parent”, or leave it out "
            "for the city."
        ),
    ),
    "reference_not_delivered": (
        _("Nothing is released for this place"),
        _(
            "For %(reference)s there are no released values that could be compared with. There is: %(known)s. Choose one of "
            "them, or leave the reference out for the city."
        ),
    ),
    "variant_without_reference": (
        _("This variant has no such reference"),
        _(
            "%(reference)s is compared period by period, not over a window of several (%(variant)s). Choose the values as "
            "counted, or another reference area."
        ),
    ),
    "variant_not_offered": (
        _("The indicator is not offered that way"),
        _(
            "There is no variant %(variant)s of this indicator at this level: rolling means need quarters, pooled years "
            "three years, all of them counts. There is: %(known)s."
        ),
    ),
    "no_fixed_classes": (
        _("The indicator has no fixed classes"),
        _("The catalogue names no class breaks for %(indicator)s. Choose another method, or none."),
    ),
    "no_reference_value": (
        _("There is no value for classes to lie around"),
        _(
            "Deviations lie around the value of one reference area. %(indicator)s has none here: it is a number, or the "
            "reference has no value, or each area has its own. Choose another method or reference area."
        ),
    ),
    "no_group": (
        _("The indicator counts no part of a population"),
        _(
            "Only a group of people can live unevenly over the areas: a rate whose numerator is part of its denominator. "
            "%(indicator)s is none. Choose another indicator."
        ),
    ),
    "nothing_in_common": (
        _("The two indicators have no areas in common here"),
        _(
            "%(indicator)s and %(other)s have no values for the same areas at this level and time. Levels with values of "
            "both: %(known)s. Choose one of these, or another indicator."
        ),
    ),
    "unknown_typology": (
        _("Unknown typology"),
        _("There is no typology %(typology)s that you may see. The list is at /api/v1/typologies/."),
    ),
    "no_typology": (
        _("There are no types of areas"),
        _(
            "No typology is defined whose indicators you may see. It is described in the catalogue, in the folder "
            "typologies; until then compare with the city or an area above."
        ),
    ),
    "variant_without_type": (
        _("This variant has no reference “areas of the same type”"),
        _("Compare %(variant)s with the city or an area above, or look at single periods."),
    ),
    "typology_without_values": (
        _("The typology has no values yet"),
        _(
            "For its day every indicator of the typology %(typology)s needs a published value for the same areas. What "
            "is missing: %(missing)s."
        ),
    ),
    "typology_not_at_level": (
        _("The typology does not exist at this level"),
        _("At %(level)s not all indicators of %(typology)s have values. There are types at: %(known)s."),
    ),
    "too_few_areas": (
        _("Too few areas to tell types apart"),
        _(
            "Only %(areas)s areas have a published value for every indicator of %(typology)s; more than %(types)s are "
            "needed. Choose a finer level or fewer types."
        ),
    ),
    "too_many_areas": (
        _("Too many areas for a typology"),
        _("%(areas)s areas have values for %(typology)s; types are found for up to %(most)s. Choose a coarser level."),
    ),
    "constant_component": (
        _("An indicator tells nothing apart"),
        _("%(component)s has the same value in every area. Take it out of the typology %(typology)s."),
    ),
    "too_few_profiles": (
        _("The areas are too much alike"),
        _(
            "They have only %(profiles)s different profiles in %(typology)s, fewer than its %(types)s types. Choose fewer "
            "types."
        ),
    ),
    "incomplete_area": (
        _("The area cannot be compared"),
        _("%(area)s lacks a published value for one of the indicators: %(indicators)s."),
    ),
    "no_shapes": (
        _("There are no shapes for this level"),
        _("The edition %(edition)s has no shapes for %(level)s yet. They come with its activation."),
    ),
}
