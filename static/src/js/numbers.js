// Numbers as people write them: 12,4 %, 1.234, +2,1 Prozentpunkte. The server does the same in monitoring/numbers.py.
import { config, language, t } from "./text.js";

const units = config.units ?? {};
const SPACE = "\u00a0";
const formats = new Map();

function digits(value, decimals) {
  let format = formats.get(decimals);
  if (!format) {
    format = new Intl.NumberFormat(language === "de" ? "de-DE" : "en-GB", {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
      useGrouping: "always",
    });
    formats.set(decimals, format);
  }
  return format.format(value);
}

/** Whether a number shows as zero at these decimals. */
export function showsAsZero(value, decimals) {
  return Math.abs(value) < 0.5 / 10 ** decimals;
}

export function formatNumber(value, decimals = 0) {
  if (showsAsZero(value, decimals)) return digits(0, decimals);
  return (value < 0 ? "\u2212" : "") + digits(Math.abs(value), decimals);
}

/** What stands behind a number of this unit (a code of the catalogue): "%", "Prozentpunkte", nothing for people. */
export function unitText(unit) {
  return units[unit] ?? unit;
}

export function withUnit(number, text) {
  if (text === "%" && language === "en") return `${number}%`;
  return text ? `${number}${SPACE}${text}` : number;
}

export function formatValue(value, unit, decimals) {
  return withUnit(formatNumber(value, decimals), unit === "percentage_point" ? differenceUnit("%", value, decimals) : unitText(unit));
}

export function differenceUnit(unit, difference, decimals) {
  if (unit !== "%" && unit !== "percentage_point") return unitText(unit);
  return decimals === 0 && digits(Math.abs(difference), 0) === "1" ? t("unit_point") : t("unit_points");
}

/** "+2,1 Prozentpunkte"; unsigned for sentences that say "more" or "less" themselves. */
export function formatDifference(difference, unit, decimals, signed = true) {
  const number = formatNumber(signed ? difference : Math.abs(difference), decimals);
  const sign = signed && difference > 0 && !showsAsZero(difference, decimals) ? "+" : "";
  return withUnit(sign + number, differenceUnit(unit, difference, decimals));
}

/** The change against the year before: in the unit's own steps, for counts in percent. */
export function formatChange(change, { kind, unit, decimals }, signed = true) {
  if (kind !== "count") return formatDifference(change, unit, decimals, signed);
  const sign = signed && change > 0 && !showsAsZero(change, 1) ? "+" : "";
  return withUnit(sign + formatNumber(signed ? change : Math.abs(change), 1), "%");
}

export function formatDate(iso) {
  const date = new Date(iso);
  return new Intl.DateTimeFormat(language === "de" ? "de-DE" : "en-GB", { dateStyle: "medium" }).format(date);
}
