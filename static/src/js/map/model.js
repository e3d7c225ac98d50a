// What the map, the legend and the table show: one view model from the values of the API and the way of showing. Pure.
import { PATTERNS } from "./patterns.js";
import { classOf, symmetricBreaks } from "./scales.js";
import { TRENDS, trendOf } from "./trends.js";

const CENTRES = { difference: 0, index: 100 };
const DIVERGING_MOST = 7;
export const STATES = ["suppressed", "missing", "pending", "not_applicable", "unreliable"];

/** Whether a way of showing says something for this kind of indicator. */
export function waysFor(kind) {
  if (kind === "index") return ["value"];
  if (kind === "count") return ["value", "trend"];
  return kind === "change" ? ["value", "difference", "clusters", "trend"] : ["value", "difference", "index", "clusters", "trend"];
}

/**
 * @param data the answer of /values/
 * @param show value, difference, index, clusters or trend
 * @param clusters the answer of /clusters/, for that way of showing alone
 * @returns {{show, data, numbers, classes, colours, edges, centre, around, decimals, states, positions, residual, clusters, trend}}
 *   arrays in edition order; residual is the position of the unit without a place, -1 when there is none; colours is how many
 *   are needed; around: the classes of the values lie around the reference, or tell changes
 */
export function viewModel(data, show, clusters = null) {
  const numbers = show in CENTRES ? data[show] : data.value;
  const centre = CENTRES[show] ?? null;
  const decimals = show === "index" ? 0 : data.decimals;
  const ownStates = data.status.map((status, i) => (status === "ok" && numbers[i] === null ? "not_applicable" : status));
  const residual = data.residual?.position ?? -1;
  let edges = data.breaks;
  let classes = data.class;
  let colours = data.classes.count;
  if (centre !== null) {
    edges = symmetricBreaks(residual === -1 ? numbers : numbers.slice(0, residual), centre, decimals);
    classes = numbers.map((n) => classOf(n, edges));
    colours = edges.length - 1;
  }
  if (clusters) {
    edges = [];
    classes = clusters.pattern.map((word) => PATTERNS.indexOf(word));
    colours = PATTERNS.length;
  }
  const trend = show === "trend";
  if (trend) {
    const words = data.codes.map((_, i) => trendOf(data, i));
    edges = [];
    classes = words.map((word) => (word ? TRENDS.indexOf(word) : null));
    colours = TRENDS.length;
    words.forEach((word, i) => !word && ownStates[i] === "ok" && (ownStates[i] = "not_applicable"));
  }
  const around = show === "value" && (data.classes.method === "deviations" || Boolean(data.named?.earlier)) && colours > 1 && colours <= DIVERGING_MOST;
  const positions = new Map(data.codes.map((code, i) => [code, i]));
  return { show, data, numbers, classes, colours, edges, centre, around, decimals, states: ownStates, positions, residual, clusters, trend };
}

/** What is on the map: the residual unit has no shape and does not shape the distribution. */
export function onMap(model, values) {
  return model.residual === -1 ? values : values.slice(0, model.residual);
}

/** States other than a number that occur, in the order of the legend. */
export function statesPresent(model) {
  return STATES.filter((state) => model.states.includes(state));
}

/** The number the reference has on this scale; null when each area has its own. */
export function referenceNumber(model) {
  if (model.centre !== null) return model.centre;
  const { reference, kind } = model.data;
  return kind === "count" || kind === "index" || !reference || reference.status !== "ok" ? null : reference.value;
}
