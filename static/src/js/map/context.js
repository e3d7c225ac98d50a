// What there is to look at: systems, editions, indicators; and what a wanted view becomes where something is missing. Pure but for loading.
import { get, getAll } from "../api.js";
import { config, language, t } from "../text.js";
import { CLASSES, WAYS } from "./address.js";
import { asIndicator, asValues, indexQuery, isIndex, withoutReference } from "./indices.js";
import { VARIANTS } from "./trends.js";
import { waysFor } from "./model.js";
import { periodLabel } from "../periods.js";

export async function loadContext() {
  const { systems, editions, indicators, indices } = config.urls;
  const [allSystems, allEditions, single, composed] = await Promise.all([systems, editions, indicators, indices].map((url) => getAll(url)));
  const all = [...single.map(withAddresses), ...composed.filter(({ periods }) => periods.length).map(asIndicator)];
  const order = Object.keys(config.domains);
  const place = ({ domain }) => (order.includes(domain) ? order.indexOf(domain) : order.length);
  const sorted = all.toSorted((a, b) => place(a) - place(b) || a.title.localeCompare(b.title, language));
  return { systems: allSystems, editions: allEditions, indicators: sorted };
}

/** What is told about an indicator, and its sheet. */
const withAddresses = (own) => ({ ...own, about: `${config.urls.indicators}${own.code}/`, sheet: config.urls.indicator_sheet.replace("CODE", own.code) });

/** Where a visit begins: a rate or share that points to disadvantage, with the latest values. */
function firstChoice(indicators) {
  const filled = indicators.filter(({ periods }) => periods.length);
  const telling = filled.filter(({ kind, polarity }) => polarity !== "neutral" && (kind === "rate" || kind === "share"));
  return telling[0] ?? filled[0] ?? indicators[0];
}

export const textOf = (text) => (typeof text === "string" ? text : text?.[language] ?? text?.de ?? "");

/** The area system that an edition belongs to, and the edition itself. */
export function systemOf(context, edition) {
  const own = context.editions.find(({ code }) => code === edition);
  return { edition: own, system: context.systems.find(({ code }) => code === own?.system) };
}

/** Levels of the system of an edition, coarsest first: [{code, name, order}]. */
export function levelsOf(context, edition) {
  return systemOf(context, edition).system?.levels.toSorted((a, b) => a.order - b.order) ?? [];
}

/** Periods that an indicator has at a level, whatever the edition, in time. */
export function periodsAt(indicator, level) {
  const at = new Set(indicator.editions.filter(({ levels }) => levels.includes(level)).flatMap(({ periods }) => periods));
  return indicator.periods.filter((period) => at.has(period));
}

/** The edition in which values of a level and period stand; the API chooses by the same rule. */
export function editionFor(context, indicator, { level, period }) {
  const fitting = indicator.editions.filter(({ levels, periods }) => levels.includes(level) && periods.includes(period));
  const common = fitting.filter(({ edition }) => systemOf(context, edition).system?.is_common);
  return (common.at(-1) ?? fitting.at(-1))?.edition;
}

/** What can be chosen as level: [{system, levels: [{code, name}]}], the common layer first; a level of two systems once. */
export function levelGroups(context, indicator) {
  const seen = new Set();
  const groups = new Map();
  for (const { edition, levels } of indicator.editions) {
    const { system } = systemOf(context, edition);
    if (!system) continue;
    for (const level of system.levels.toSorted((a, b) => a.order - b.order)) {
      if (!levels.includes(level.code) || seen.has(level.code)) continue;
      seen.add(level.code);
      groups.set(system.code, { system, levels: [...(groups.get(system.code)?.levels ?? []), level] });
    }
  }
  return [...groups.values()];
}

/**
 * The view that is possible for a wanted one: {view, indicator, hints}. What the address asks for in vain is replaced by
 * the nearest thing that exists, and each replacement is said in a sentence.
 */
export function possibleView(context, asked) {
  const hints = [];
  const wanted = isIndex(asked.indicator) ? withoutReference(asked, hints) : asked;
  const view = { ...wanted };
  let indicator = context.indicators.find(({ code }) => code === wanted.indicator);
  if (!indicator) {
    indicator = firstChoice(context.indicators);
    if (wanted.indicator) hints.push(t("hint_indicator", { code: wanted.indicator, title: indicator.title }));
  }
  view.indicator = indicator.code;
  if (!indicator.periods.length) return { view: { ...view, period: "" }, indicator, hints, ways: waysFor(indicator.kind) };
  if (!indicator.levels.includes(wanted.level)) {
    const finest = levelGroups(context, indicator)[0]?.levels.at(-1);
    view.level = finest?.code ?? indicator.levels.at(-1);
    if (wanted.level) hints.push(t("hint_level", { level: textOf(finest?.name) || view.level }));
  }
  const periods = periodsAt(indicator, view.level);
  if (!periods.includes(wanted.period)) {
    view.period = periods.at(-1);
    if (wanted.period) hints.push(t("hint_period", { wanted: periodLabel(wanted.period), period: periodLabel(view.period) }));
  }
  const ways = waysFor(indicator.kind);
  if (!WAYS.includes(wanted.show) || !ways.includes(wanted.show)) {
    if (wanted.show) hints.push(t("hint_show"));
    view.show = "value";
  }
  if (wanted.classes && !CLASSES.test(wanted.classes)) {
    hints.push(t("hint_classes", { wanted: wanted.classes }));
    view.classes = "";
  }
  if (wanted.scope !== "all") view.scope = "";
  if (!VARIANTS.includes(wanted.variant)) {
    if (wanted.variant) hints.push(t("hint_variant", { wanted: wanted.variant }));
    view.variant = "";
  } else if (wanted.variant !== "none" && view.show === "trend") {
    hints.push(t("hint_variant_way"));
    view.variant = "";
  } else if (wanted.variant !== "none" && view.reference === "type") {
    hints.push(t("hint_variant_type"));
    view.variant = "";
  }
  if (view.variant === "none") view.variant = "";
  return { view, indicator, hints, ways };
}

/** Where the shapes of a level of an edition are; null when the edition does not have it. */
export function shapesUrl(context, edition, level) {
  const own = context.editions.find(({ code }) => code === edition);
  return own?.levels.find((one) => one.level === level)?.shapes_url ?? null;
}

/** Where the shapes of a view are, before its values say so. */
export function probableShapesUrl(context, indicator, view) {
  const edition = editionFor(context, indicator, view);
  return edition ? shapesUrl(context, edition, view.level) : null;
}

/** Districts of the city to compare with: areas of the first level below the whole, when the shown level lies deeper. */
export async function referenceAreas(edition, levels, level) {
  const order = levels.findIndex(({ code }) => code === level);
  if (order < 2) return [];
  const areas = await getAll(config.urls.areas, { edition, level: levels[1].code });
  return areas.filter(({ is_residual: residual }) => !residual);
}

/** Values of the neighbours of a view (earlier, later period; next indicators), fetched when nothing else is going on. */
export function prefetchNeighbours(context, view, indicator) {
  const known = periodsAt(indicator, view.level);
  const at = known.indexOf(view.period);
  const periods = [known[at - 1], known[at + 1]].filter(Boolean).map((period) => ({ ...view, period }));
  const position = context.indicators.indexOf(indicator);
  const others = [context.indicators[position + 1], context.indicators[position - 1]].filter((other) => other?.periods.length).map((other) => {
    const { view: own } = possibleView(context, { ...view, indicator: other.code, variant: "" });
    return own;
  });
  return [...periods, ...others].reduce((chain, own) => chain.then(() => get(...valuesQuery(own))).catch(() => {}), Promise.resolve());
}

/** Where the values of a view stand: address and parameters. */
export function valuesQuery(view) {
  if (isIndex(view.indicator)) return indexQuery(view);
  const { indicator, level, period, reference, release, classes, scope, variant } = view;
  return [config.urls.values, { indicator, level, period, reference, release, classes, scope, variant }];
}

/** The values of a view, of an indicator or of an index, in one form. */
export async function valuesOf(view) {
  const answer = await get(...valuesQuery(view));
  return isIndex(view.indicator) ? asValues(answer) : answer;
}

export function clustersQuery({ indicator, level, period, release, variant }) {
  return { indicator, level, period, release, variant };
}
