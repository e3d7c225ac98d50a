"""The wording of every problem of an import of areas; the German stands in the message catalogue."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from areas.boundaries import Problem

AREA_MESSAGES: dict[str, Promise | str] = {
    "unreadable_file": _("%(file)s cannot be read: %(reason)s."),
    "several_layers": _(
        "%(file)s holds several layers (%(layers)s). Save the one layer of this level to a file of its own."
    ),
    "empty_layer": _("%(file)s holds no features."),
    "no_geometry": _("%(file)s holds a table without geometry."),
    "missing_field": _("There is no field “%(field)s”. The file has: %(available)s."),
    "missing_crs": _(
        "%(file)s does not say which coordinate system it uses. Save it again with its coordinate system "
        "(for a shapefile the .prj file belongs to it)."
    ),
    "wrong_crs": _(
        "The coordinates do not fit the declared coordinate system “%(crs)s”: they would lie at %(found)s degrees, "
        "expected within %(expected)s. Check the declared system and the order of the axes."
    ),
    "missing_code": _("Feature %(row)s has no code."),
    "missing_name": _("Feature %(row)s (code “%(area)s”) has no name."),
    "long_text": _("Feature %(row)s: the %(field)s is longer than %(limit)s characters."),
    "duplicate_code": _(
        "Code %(area)s stands in several features: %(rows)s (%(names)s). Every area needs a code of its own. Give the "
        "wrong feature its right code with a corrections file (columns match_code, lon, lat, new_code, reason; the "
        "point lies in the feature to be changed) and import again with --corrections."
    ),
    "missing_geometry": _("Feature %(row)s (code %(area)s) has no readable geometry."),
    "not_polygonal": _("Feature %(row)s (code %(area)s) is a %(type)s; areas are polygons."),
    "hopeless_geometry": _("The geometry of feature %(row)s (code %(area)s) cannot be repaired: %(reason)s."),
    "coordinates_out_of_range": _(
        "Feature %(row)s (code %(area)s) lies at %(found)s degrees, far from the others; expected within %(expected)s."
    ),
    "missing_parent": _("Feature %(row)s (code %(area)s) names no parent."),
    "unknown_parent": _(
        "Feature %(row)s (code %(area)s) belongs to “%(parent)s”, which is not among the areas of level “%(level)s”."
    ),
    "ambiguous_parent": _(
        "Level “%(level)s” has %(count)s areas: say with --parent-prefix or --parent-field which of them is the parent."
    ),
    "outside_parent": _(
        "Feature %(row)s (code %(area)s) lies outside its parent %(parent)s: only %(percent)s percent of it is inside. "
        "Either its code is wrong, or a correction changed the wrong feature."
    ),
    "areas_overlap": _(
        "The areas %(area)s and %(other)s both claim %(square_metres)s m², %(percent)s percent of the smaller one. "
        "That is no inaccuracy of drawing; correct the file."
    ),
    "area_swallowed": _(
        "The borders of area %(area)s (%(square_metres)s m²) could not be cleaned without giving its ground to a "
        "neighbour. Correct the file there."
    ),
    "cleaning_failed": _("The borders could not be cleaned near: %(places)s. Correct the file there."),
    "childless_area": _(
        "Area %(area)s of level “%(level)s” has no areas below it. Import the missing ones, or take it out."
    ),
    "corrections_unreadable": _("The corrections file cannot be read: %(reason)s."),
    "corrections_columns": _("The corrections file lacks the columns %(missing)s. It needs: %(expected)s."),
    "correction_number": _("Corrections file, line %(row)s: “%(value)s” in %(column)s is not a number (write 13.299)."),
    "correction_range": _(
        "Corrections file, line %(row)s: longitude %(lon)s, latitude %(lat)s is no place on earth. Both are in degrees."
    ),
    "correction_empty": _("Corrections file, line %(row)s: %(column)s is empty."),
    "correction_unmatched": _(
        "Corrections file, line %(row)s: no feature with code “%(area)s” contains the point. Nothing was corrected."
    ),
    "correction_ambiguous": _(
        "Corrections file, line %(row)s: %(count)s features with code “%(area)s” match. Give a point inside the one "
        "that is meant."
    ),
    "correction_twice": _(
        "Corrections file, line %(row)s: the feature with code “%(area)s” is already corrected by line %(other_row)s."
    ),
    "edition_dates": _("The edition would end (%(valid_until)s) before it starts (%(valid_from)s)."),
    "edition_differs": _("Edition %(edition)s ends on %(stored)s, not on %(given)s."),
    "system_invented": _(
        "The area system %(system)s holds invented areas. Import the city's own areas into a system of another code."
    ),
    "system_not_invented": _("The area system %(system)s holds a city's own areas; invented ones have no place in it."),
    "edition_active": _(
        "Edition %(edition)s is active and can no longer be changed. New boundaries come with a new edition."
    ),
    "edition_overlaps": _("Edition %(edition)s would overlap the active edition %(other)s of the same system."),
    "top_missing": _("Levels come top-down: import level “%(top)s” before “%(level)s”."),
    "top_not_single": _("The top level “%(level)s” must be one area, the whole city, but the file holds %(count)s."),
    "top_has_no_parent": _("“%(level)s” is the top level: it has no parent. Leave out the parent option."),
    "not_top_down": _("Levels come top-down: “%(level)s” lies above “%(below)s”, which is there already."),
    "level_order": _("“%(level)s” is unknown to this system, whose next level is “%(below)s”. New levels come last."),
    "orphaned_children": _(
        "Area %(area)s of level “%(level)s” is missing from the file, but %(count)s areas below belong to it."
    ),
    "bad_code": _("“%(value)s” is no code for a system or level: small letters, digits, hyphens, at most 40."),
    "system_compares": _(
        "The area system %(system)s holds places beyond the city that it is compared with. Import areas of the city into "
        "a system of another code."
    ),
    "system_divides": _(
        "The area system %(system)s divides the city. Import places that the city is compared with into a system of "
        "another code."
    ),
    "one_level_of_places": _(
        "The area system %(system)s holds the places “%(level)s”. Places of another kind need a system of their own: "
        "nothing is added up among them."
    ),
    "places_elsewhere": _(
        "The places “%(level)s” stand in the area system %(system)s already. Import them into that one."
    ),
    "two_parent_options": _("Give either --parent-prefix or --parent-field, not both."),
}


REASON_MESSAGES: dict[str, Promise | str] = {
    "no_such_file": _("there is no such file"),
    "empty": _("it is empty"),
    "indirect": _("it only points to other files or addresses"),
    "no_map": _("it is in no format of maps that is known here, or it is damaged"),
    "no_numbers": _("some of its coordinates are no numbers"),
    "no_extent": _("no area of at least one square metre remains"),
    "not_utf8": _("it is not stored as UTF-8"),
    "not_csv": _("it is no table of comma-separated values"),
}


def area_message(problem: Problem) -> str:
    """One problem in the reader's language."""
    values = problem.values()
    if "reason" in values:
        values["reason"] = str(REASON_MESSAGES[str(values["reason"])])
    return str(AREA_MESSAGES[problem.code]) % values
