// From the series of a panel to what ECharts is told. Pure but for colours, which the caller hands over.
import { formatNumber, formatValue, unitText } from "../numbers.js";
import { periodLabel } from "../periods.js";
import { t } from "../text.js";

export const FONT = "Fira Sans, sans-serif";
/** Width of the column for the names at the lines' ends. */
export const LABELS = 132;
/** Width of the name of an upright line. */
const NAME = 124;
const DASHES = ["solid", [7, 3], [2, 3], [10, 3, 2, 3]];
const SYMBOLS = ["circle", "rect", "triangle", "diamond"];

/** How one line looks: the city in ink and broken, areas in neutral colours that differ in stroke and sign too. */
function look(line, number, ink, chosen) {
  if (line.is_reference) return { color: ink("--ink"), width: 2.5, type: [6, 4], symbol: "none", z: 4 };
  const width = line.is_chosen ? 3.5 : chosen ? 1.25 : 2;
  return { color: ink(`--series-${(number % 8) + 1}`), width, type: DASHES[Math.floor(number / 8) % 4], symbol: SYMBOLS[number % 4], z: line.is_chosen ? 5 : 3 };
}

/** Upright lines where something changes: another definition, another division of areas. Names keep clear of each other. */
function marks(data, ink, room, wide) {
  const breaks = data.breaks.map(({ at }) => ({ at, text: t("chart_break") }));
  const editions = data.edition_starts.map((at) => ({ at, text: t("chart_edition") }));
  let free = 0;
  const lines = [...breaks, ...editions].filter(({ at }) => at > 0).sort((a, b) => a.at - b.at).map(({ at, text }) => {
    const named = at >= free && at + room <= data.periods.length;
    if (named) free = at + room;
    return { xAxis: data.periods[at], label: { formatter: named ? text : "" } };
  });
  return {
    silent: true,
    symbol: "none",
    z: 6,
    lineStyle: { color: ink("--ink-muted"), type: [2, 3], width: 1.25 },
    label: { color: ink("--ink-muted"), fontFamily: FONT, fontSize: 11, position: "end", rotate: 0, align: "left", distance: 3 },
    data: [...lines, ...levels(data, ink, wide)],
  };
}

/** The targets of goals, as they are named; whose they are and by when stands below the chart. */
export function targetsOf(data, ink) {
  return data.goals.map(({ target }) => ({ value: target, name: `◎ ${formatValue(target, data.unit, data.decimals)}`, color: ink("--ink") }));
}

/** Level lines at the targets: their names stand with those of the series, or where there is no room on the lines' left end. */
function levels(data, ink, wide) {
  return targetsOf(data, ink).map(({ value, name, color }) => ({
    yAxis: value,
    lineStyle: { color, type: "solid", width: 1.25 },
    label: { show: !wide, formatter: name, color, backgroundColor: ink("--raised"), padding: [1, 3], position: "insideStartBottom", align: "left" },
  }));
}

/** Spans that are true but not usual, as a quiet ground. */
function spans(data, ink) {
  return {
    silent: true,
    itemStyle: { color: ink("--span") },
    label: { color: ink("--ink-muted"), fontFamily: FONT, fontSize: 11, position: "insideTop" },
    data: data.exceptional.filter(({ first_at: from }) => from !== null).map(({ first_at: from, last_at: to, text }) => [
      { xAxis: data.periods[from], name: text.length > 28 ? "" : text },
      { xAxis: data.periods[to] },
    ]),
  };
}

/** Least and most value with some room, on round numbers; a scale need not begin at zero to show a course. */
function scale(data) {
  const known = [...data.lines.flatMap(({ value }) => value).filter((n) => n !== null), ...data.goals.map(({ target }) => target)];
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const room = (most - least || Math.abs(most) || 1) * 0.08;
  return { min: least >= 0 ? Math.max(0, least - room) : least - room, max: most + room };
}

/** Short names under the axis: the year where one begins, quarters where there is room. */
function axisLabel(code, i) {
  const quarter = /^(\d{4})-Q([1-4])$/.exec(code);
  if (quarter) return quarter[2] === "1" || i === 0 ? quarter[1] : "";
  return periodLabel(code);
}

/** @param wide whether there is room for the names at the ends of the lines, on a frame of `width` pixels */
export function seriesOptions(data, { ink, width, wide }) {
  const room = Math.ceil((NAME * data.periods.length) / Math.max(1, width - (wide ? LABELS : 0) - 60));
  const chosen = data.lines.some((line) => line.is_chosen);
  const quiet = { color: ink("--ink-muted"), fontFamily: FONT, fontSize: 12 };
  const areas = data.lines.filter(({ is_reference: reference }) => !reference); // an area keeps its colour from chart to chart
  const drawn = data.lines.filter(({ value }) => value.some((n) => n !== null));
  const lines = drawn.map((line, i) => {
    const { color, width, type, symbol, z } = look(line, areas.indexOf(line), ink, chosen);
    return {
      name: line.name,
      strong: line.is_reference || line.is_chosen,
      type: "line",
      data: line.value,
      z,
      color,
      symbol,
      symbolSize: 5,
      showSymbol: symbol !== "none",
      showAllSymbol: false,
      connectNulls: false,
      lineStyle: { color, width, type },
      itemStyle: { color },
      emphasis: { focus: "series", lineStyle: { width: width + 1 } },
      blur: { lineStyle: { opacity: 0.25 }, itemStyle: { opacity: 0.25 } },
      ...(i === 0 ? { markLine: marks(data, ink, room, wide), markArea: spans(data, ink) } : {}),
    };
  });
  return {
    animation: false,
    textStyle: { fontFamily: FONT },
    grid: { left: 8, right: wide ? LABELS : 12, top: 26, bottom: 4, containLabel: true },
    xAxis: {
      type: "category",
      data: data.periods,
      boundaryGap: false,
      axisLine: { lineStyle: { color: ink("--line-strong") } },
      axisTick: { show: false },
      axisLabel: { ...quiet, interval: 0, hideOverlap: true, formatter: axisLabel },
    },
    yAxis: {
      type: "value",
      ...scale(data),
      name: unitText(data.unit),
      nameTextStyle: { ...quiet, align: "right" },
      nameGap: 8,
      splitNumber: 4,
      axisLabel: { ...quiet, showMinLabel: false, showMaxLabel: false, formatter: (n) => formatNumber(n, Math.min(1, data.decimals)) },
      splitLine: { lineStyle: { color: ink("--line") } },
    },
    tooltip: { trigger: "axis", showContent: false, axisPointer: { lineStyle: { color: ink("--ink-muted"), type: "solid", width: 1 } } },
    series: lines,
  };
}
