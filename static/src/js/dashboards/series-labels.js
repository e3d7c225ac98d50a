// The names of the lines at their right end, moved apart where they would cover each other.
import { FONT, LABELS } from "./series-options.js";

const [HIGH, GAP, TIP] = [15, 22, 6];

/** Positions at least `high` apart, as near to the wanted ones as their order allows, within [least, most]. Pure. */
export function apart(wanted, high, least, most) {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b]);
  const at = order.map((i) => Math.max(least, Math.min(most, wanted[i])));
  for (let k = 1; k < at.length; k += 1) at[k] = Math.max(at[k], at[k - 1] + high);
  if (at.length && at.at(-1) > most) at[at.length - 1] = most;
  for (let k = at.length - 2; k >= 0; k -= 1) at[k] = Math.min(at[k], at[k + 1] - high);
  const found = [];
  order.forEach((i, k) => (found[i] = at[k]));
  return found;
}

/** Where each series ends, and each target at the right end of its level line; `strong` names are set bolder. */
function ends(series, targets) {
  const lines = series.map((one) => ({ one, last: one.data.findLastIndex((n) => n !== null) })).filter(({ last }) => last >= 0);
  const width = Math.max(0, ...series.map(({ data }) => data.length)) - 1;
  return [...lines.map(({ one, last }) => ({ one, at: [last, one.data[last]] })), ...targets.map((one) => ({ one, at: [width, one.value] }))];
}

/** Name and a fine line to where the series or the target's line ends, as drawn elements. */
export function endLabels(chart, series, targets, frame) {
  const ended = ends(series, targets);
  const tips = ended.map(({ at }) => chart.convertToPixel({ xAxisIndex: 0, yAxisIndex: 0 }, at));
  const left = frame.clientWidth - LABELS + GAP;
  const tops = apart(tips.map(([, y]) => y), HIGH, HIGH / 2, frame.clientHeight - HIGH / 2);
  return ended.flatMap(({ one }, i) => [
    {
      type: "polyline",
      silent: true,
      z: 1,
      shape: { points: [[tips[i][0] + TIP, tips[i][1]], [left - GAP / 2 - 2, tips[i][1]], [left - 4, tops[i]]] },
      style: { stroke: one.color, lineWidth: 0.75, opacity: 0.6, fill: "none" },
    },
    {
      type: "text",
      silent: true,
      x: left,
      y: tops[i],
      style: { text: one.name, fill: one.color, font: `${one.strong ? 600 : 400} 12px ${FONT}`, verticalAlign: "middle", width: LABELS - GAP - 2, overflow: "truncate" },
    },
  ]);
}
