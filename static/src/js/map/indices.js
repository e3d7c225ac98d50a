// An index among the indicators of the map: as a choice, as values, in words. Its classes have names, it has no reference area,
// and each period is standardised by itself, so that nothing is said about a trend.
import { formatDifference, formatNumber, formatValue } from "../numbers.js";
import { periodPhrase, periodSince } from "../periods.js";
import { config, escape, t } from "../text.js";
import { edgesOf } from "./edges.js";

const PREFIX = "index:";
const DECIMALS = 2;

/** An index as a choice beside the indicators: its address begins with "index:". */
export function asIndicator(index) {
  const about = `${config.urls.indices}${index.code}/`;
  return { ...index, code: `${PREFIX}${index.code}`, kind: "index", domain: "index", polarity: "neutral", about, sheet: config.urls.index_sheet.replace("CODE", index.code) };
}

/** Where the values of a view stand: address and parameters. */
export function indexQuery({ indicator, level, period, release }) {
  return [`${config.urls.indices}${indicator.slice(PREFIX.length)}/values/`, { level, period, release }];
}

export const isIndex = (code) => code.startsWith(PREFIX);

/** The answer of an index in the form of the answer of an indicator; `named` is what only an index has. */
export function asValues(answer) {
  const nothing = answer.codes.map(() => null);
  const breaks = answer.edges.slice(0, -1).map(({ edge }) => edge);
  const residual = answer.left_out.indexOf("residual");
  return {
    ...answer,
    indicator: `${PREFIX}${answer.index}`,
    kind: "index",
    unit: "",
    decimals: DECIMALS,
    named: {
      names: answer.classes,
      edges: edgesOf({ breaks, closed: answer.edges.map(({ comparison }) => comparison) }),
      breaks,
      parts: answer.components,
      reasons: answer.left_out_text,
      earlier: answer.earlier,
    },
    breaks: [-Infinity, ...breaks, Infinity],
    classes: { method: "named", count: answer.classes.length, scope: "period", offered: [] },
    reference: { code: "", name: "", status: "", value: null },
    city: { code: "", name: "" },
    residual: residual === -1 ? null : { position: residual, share: null },
    difference: nothing,
    index: nothing,
    share: nothing,
    change: nothing,
    divergence: nothing,
    position: nothing,
    trend: nothing,
    course: nothing,
    variant: "none",
    variants: ["none"],
    breaks_of_definition: [],
    exceptional: [],
  };
}

/** What an index cannot take from the address is given up, and it is said. */
export function withoutReference(view, hints) {
  if (view.reference || view.classes || view.variant) hints.push(t("hint_index"));
  return { ...view, reference: "", classes: "", scope: "", variant: "" };
}

/** "Klasse „niedrig“, Indexwert 1,23" of an area, or why it has none. */
export function classShort({ data }, i) {
  const area = data.names[i];
  if (data.status[i] !== "ok") return t("short_left_out", { area, reason: data.named.reasons[i] ?? t(`state_${data.status[i]}`) });
  return t("short_class", { area, name: data.named.names[data.class[i]], value: formatNumber(data.value[i], DECIMALS) });
}

/** The nearest edge and the class behind it; null where there is one class only. */
function nextClass({ named, value, class: classes }, i) {
  const k = classes[i];
  const ways = [[named.breaks[k - 1], k - 1], [named.breaks[k], k + 1]].filter(([edge]) => edge !== undefined);
  const [near] = ways.map(([edge, beyond]) => ({ away: Math.abs(value[i] - edge), name: named.names[beyond] })).sort((a, b) => a.away - b.away);
  return near ?? null;
}

/** Where an area stands among the areas of this period, in sentences for the panel. */
export function classSentences({ data }, i, title) {
  const params = { area: data.names[i], title, period: periodPhrase(data.period) };
  if (data.status[i] !== "ok") return [t("level_left_out", params), data.named.reasons[i] ?? t(`reason_${data.status[i]}`)];
  const near = nextClass(data, i);
  const own = { ...params, name: data.named.names[data.class[i]], value: formatNumber(data.value[i], DECIMALS) };
  return [t("level_class", own), ...(near ? [t("class_next", { distance: formatNumber(near.away, DECIMALS), name: near.name })] : [])];
}

/** The value of a component as it was combined: a change keeps its sign. */
function partValue({ unit, decimals, value }, i, earlier) {
  if (value[i] === null || value[i] === undefined) return "";
  return earlier ? formatDifference(value[i], unit, decimals) : formatValue(value[i], unit, decimals);
}

const signed = (n) => (n === null || n === undefined ? "" : (n > 0.005 ? "+" : "") + formatNumber(n, DECIMALS));

/** The components of an area's index as a small table, HTML. */
export function partsTable({ data }, i) {
  if (data.status[i] !== "ok") return "";
  const { parts, earlier } = data.named;
  const rows = parts.map((part) => `<tr><th scope="row">${escape(part.title)}</th><td class="num">${escape(partValue(part, i, earlier))}</td><td class="num">${escape(signed(part.z[i]))}</td></tr>`);
  return `<section><h3>${escape(t("panel_parts"))}</h3><table class="table parts">
    <thead><tr><th scope="col">${escape(t("column_part"))}</th><th scope="col" class="num">${escape(t(earlier ? "column_part_change" : "column_value"))}</th><th scope="col" class="num">${escape(t("column_z"))}</th></tr></thead>
    <tbody>${rows.join("")}</tbody></table><p class="muted small">${escape(t("parts_aid"))}</p></section>`;
}

/** "niedrig (> 1 bis ≤ 1,5)": a class with its edges. */
export const namedLabel = ({ named }, k) => (named.edges[k] ? `${named.names[k]} (${named.edges[k]})` : named.names[k]);

/** Where the classes come from, for the legend. */
export function aboutNamed({ named }) {
  const said = [t("classes_index")];
  if (named.earlier) said.push(t("classes_index_change", { since: periodSince(named.earlier) }));
  return said;
}

/** Columns of the table: value, class, then each component's standardised value. */
export const namedColumns = ({ named }) => ["class_value", "class_name", ...named.parts.map((_, k) => `part:${k}`)];

export function namedHead(column, { named }) {
  return column.startsWith("part:") ? t("column_part_z", { part: named.parts[Number(column.slice(5))].title }) : t(`column_${column}`);
}

/** What stands in a column for an area that has an index. */
export function namedCell(column, { named, value, class: classes }, i) {
  if (column === "class_value") return formatNumber(value[i], DECIMALS);
  return column === "class_name" ? named.names[classes[i]] : signed(named.parts[Number(column.slice(5))].z[i]);
}

/** The history of an area in the form of a series, with its classes where another one has its reference. */
export function asSeries(history, area) {
  const cells = history.class.map((k) => (k === null ? "" : history.classes[k]));
  return { ...history, area: { name: area }, reference: { name: "" }, reference_value: [], label: t("series_label_index", { area }), beside: { title: t("column_class_name"), cells } };
}

/** Where the history of an area stands: address and parameters. */
export function historyQuery({ indicator, level, release }, area) {
  return [`${config.urls.indices}${indicator.slice(PREFIX.length)}/history/`, { area, level, release: release?.number }];
}
