// What is to be known of a period before values are compared: where the definition changes, and spans that were not usual.
import { periodLabel } from "../periods.js";
import { escape, t } from "../text.js";

const line = (when, text) => `<br><strong>${escape(when)}</strong> ${escape(text)}`;

/** HTML for the lines under the map: the span that the period lies in, then every change of the definition. */
export function definitionLines({ breaks_of_definition: breaks, exceptional }) {
  const spans = exceptional.map(({ first, last, text }) => line(first === last ? `${periodLabel(first)}:` : t("series_span", { first: periodLabel(first), last: periodLabel(last) }), text));
  return [...spans, ...breaks.map(({ period, text }) => line(t("series_from", { period: periodLabel(period) }), text))].join("");
}
