// One area in words: short for hover and focus, level and trend as two statements for the panel. The wording is the server's
// (monitoring/areasheets/sentences.py hands the same templates to the page), so map and sheet never say it differently.
import { formatChange, formatDifference, formatNumber, formatValue, showsAsZero } from "../numbers.js";
import { periodPhrase, periodSince } from "../periods.js";
import { t } from "../text.js";
import { classSentences, classShort } from "./indices.js";
import { patternSentence } from "./patterns.js";
import { judgedSentences, trendShort } from "./trends.js";

const direction = (difference, decimals) => {
  if (showsAsZero(difference, decimals)) return "same";
  return difference > 0 ? "more" : "less";
};

/** What an area is compared with: name for "more than …" and its value; null when there is nothing to compare with. */
function comparison(data, i) {
  const { reference, unit, decimals } = data;
  const difference = data.difference[i];
  if (!reference || difference === null || difference === undefined || reference.code === data.codes[i]) return null;
  const own = reference.value ?? data.reference_value[i];
  if (own === null || own === undefined) return null;
  return {
    reference: referenceName(reference),
    reference_value: formatValue(own, unit, decimals),
    difference: formatDifference(difference, unit, decimals, false),
    how: direction(difference, decimals),
  };
}

export function referenceName(reference) {
  if (!reference) return "";
  if (reference.code === "type") return t("reference_type");
  if (!reference.name) return t("reference_parent");
  if (reference.is_whole) return t("reference_city");
  if (reference.is_beyond) return t("reference_beyond", { area: reference.name });
  return t("reference_area", { area: reference.name });
}

/** A count as its part of the reference: "0,2 %"; nothing for the reference itself. */
export function shareOf(data, i) {
  const share = data.share[i];
  if (share === null || share === undefined || data.reference.code === data.codes[i]) return "";
  const tiny = data.value[i] > 0 && showsAsZero(share, 1);
  return tiny ? t("share_tiny", { share: formatValue(0.1, "%", 1) }) : formatValue(share, "%", 1);
}

export function stateSentence(state) {
  return t(`state_${state}`);
}

/** "Schloßstraße: 12,4 %, 2,1 Prozentpunkte mehr als in der Stadt insgesamt (10,3 %)." */
export function shortSentence(model, i) {
  const { data } = model;
  if (data.named) return classShort(model, i);
  const area = data.names[i];
  if (data.status[i] !== "ok") return t("short_state", { area, state: stateSentence(data.status[i]) });
  if (model.clusters) return patternSentence(model, i);
  if (model.trend) return trendShort(data, i);
  const value = formatValue(data.value[i], data.unit, data.decimals);
  const against = comparison(data, i);
  if (model.show === "index" && model.numbers[i] !== null && against) {
    return t("short_index", { area, value, index: formatNumber(model.numbers[i]), reference: against.reference });
  }
  if (data.kind === "count") return shortCount(data, i, area, value);
  return against ? t(`short_${against.how}`, { area, value, ...against }) : t("short_alone", { area, value });
}

function shortCount(data, i, area, value) {
  const share = shareOf(data, i);
  if (!share) return t("short_alone", { area, value });
  return t("short_share", { area, value, share, reference: referenceName(data.reference) });
}

/** The level: value, reference, and whether the difference lies within the range of fluctuation. */
export function levelSentences(model, i, title) {
  const { data } = model;
  if (data.named) return classSentences(model, i, title);
  const params = { area: data.names[i], title, period: periodPhrase(data.period) };
  if (data.status[i] !== "ok") return [t("level_state", { ...params, state: stateSentence(data.status[i]) }), t(`reason_${data.status[i]}`)];
  params.value = formatValue(data.value[i], data.unit, data.decimals);
  if (data.kind === "count") {
    const share = shareOf(data, i);
    if (!share) return [t("level_alone", params)];
    return [t("level_share", { ...params, share, reference: referenceName(data.reference) })];
  }
  const against = comparison(data, i);
  if (!against) return [t("level_alone", params)];
  const position = { within: "fluctuation_within", above: "fluctuation_outside", below: "fluctuation_outside" }[(data.reference.is_whole && data.against_rest?.[i]) || data.position[i]];
  const sentences = [t(`level_${against.how}`, { ...params, ...against })];
  if (position) sentences.push(t(position));
  return sentences;
}

/** The trend, apart from the level: the area's own change, then the reference's. */
export function trendSentences(model, i) {
  const { data } = model;
  const change = data.change[i];
  const earlier = data.periods_used?.earlier;
  if (data.status[i] !== "ok" || data.named) return [];
  if (change === null || change === undefined || !earlier) return [t("trend_none")];
  const say = (amount, who) => t(`trend_${who}_${direction(amount, data.kind === "count" ? 1 : data.decimals)}`, {
    since: periodSince(earlier),
    change: formatChange(amount, data, false),
    reference: referenceName(data.reference),
  });
  const sentences = [say(change, "area")];
  const own = data.reference.change ?? (data.divergence[i] === null ? null : change - data.divergence[i]);
  if (own !== null && own !== undefined && data.reference.code !== data.codes[i]) sentences.push(say(own, "reference"));
  return [...sentences, ...judgedSentences(data, i)];
}
