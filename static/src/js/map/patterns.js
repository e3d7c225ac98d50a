// Spatial patterns: which there are, in the order of the legend, and an area's pattern in words.
import { formatValue } from "../numbers.js";
import { escape, t } from "../text.js";

export const PATTERNS = ["high_high", "low_low", "high_low", "low_high", "not_significant", "no_neighbours", "not_applicable"];

/** "Schloßstraße: 12,4 %, hohe Werte neben hohen Werten (Mittel der 6 Nachbargebiete: 11,0 %)." */
export function patternSentence({ data, clusters }, i) {
  const params = {
    area: data.names[i],
    value: formatValue(data.value[i], data.unit, data.decimals),
    pattern: t(`pattern_${clusters.pattern[i]}`),
  };
  const mean = clusters.neighbours_mean[i];
  if (mean === null) return t("short_pattern_none", params);
  const count = clusters.neighbours[i];
  return t(`short_pattern_${count === 1 ? "one" : "other"}`, { ...params, count, mean: formatValue(mean, data.unit, data.decimals) });
}

/** The whole in one sentence, and what high and low mean; HTML for the legend. */
export function patternsAid({ data, clusters }) {
  const { mean, sentence, reason } = clusters.overall;
  const aid = reason ? "" : `<p>${escape(t("legend_patterns_aid", { mean: formatValue(mean, data.unit, data.decimals) }))}</p>`;
  return `<p>${escape(sentence)}</p>${aid}`;
}
