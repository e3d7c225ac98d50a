// Trends and variants: the classes of the trend in the order of their colours, an area's trend in words, what a variant means.
import { formatChange, formatValue } from "../numbers.js";
import { periodLabel, periodSince } from "../periods.js";
import { escape, t } from "../text.js";
import { referenceName } from "./sentences.js";

export const TRENDS = ["diverging_falling", "lagging_falling", "falling", "stable", "rising", "lagging_rising", "diverging_rising"];
export const VARIANTS = ["none", "rolling4", "pooled3", "smoothed"];

/** What the course is told beside: areas of a type together have no history of their own, so that the city stands in. */
const beside = (reference) => (reference.code === "type" ? t("reference_city") : referenceName(reference));

/** The trend of an area as one of `TRENDS`; null where nothing can be said. A lagging area lies on the side of its gap. */
export function trendOf({ trend, course, change, divergence }, i) {
  if (course[i] === "diverging") return `diverging_${change[i] > 0 ? "rising" : "falling"}`;
  if (course[i] === "lagging") return `lagging_${divergence[i] > 0 ? "rising" : "falling"}`;
  return trend[i];
}

export function trendWord(data, i) {
  const word = trendOf(data, i);
  return word ? t(`trend_class_${word}`, { reference: beside(data.reference) }) : t("trend_unjudged");
}

/** "Hafenviertel Nord: gestiegen (+2,1 Prozentpunkte seit dem 2. Quartal 2025)". */
export function trendShort(data, i) {
  const area = data.names[i];
  if (!trendOf(data, i)) return t("short_trend_none", { area, value: formatValue(data.value[i], data.unit, data.decimals) });
  return t("short_trend", { area, trend: trendWord(data, i), change: formatChange(data.change[i], data), since: periodSince(data.periods_used.earlier) });
}

/** What a change is worth: beside the reference where something can be said, else by itself. */
export function judgedSentences({ trend, course, codes, reference }, i) {
  if (reference.code !== codes[i] && ["diverging", "lagging"].includes(course[i])) return [t(`course_${course[i]}`, { reference: beside(reference) })];
  return trend[i] ? [t(`trend_${trend[i]}`)] : [];
}

/** One line a class that occurs, from risen to fallen; the three plain ones always. */
export function trendEntries(entry, data, colours, counts) {
  const words = TRENDS.map((word) => t(`trend_class_${word}`, { reference: beside(data.reference) }));
  const lines = TRENDS.map((word, k) => (counts[k] || !word.includes("_") ? entry(colours[k], words[k], counts[k]) : ""));
  return lines.filter(Boolean).reverse();
}

/** How the trend is judged, as HTML for the legend. */
export function trendAid(data) {
  const key = data.trend.some(Boolean) ? "legend_trend_aid" : "legend_trend_none";
  return `<p class="legend__about">${escape(t(key))}</p>`;
}

/** What a variant means and which periods are in it; nothing for values as counted. */
export function variantAid({ variant, window: span }) {
  if (variant === "none") return "";
  const said = [t(`variant_aid_${variant}`, { first: periodLabel(span?.first ?? ""), last: periodLabel(span?.last ?? "") })];
  if (span?.broken) said.push(t("variant_broken"));
  else if (span?.gap) said.push(t("variant_gap"));
  return said.join(" ");
}
