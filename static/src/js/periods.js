// Periods in words: 2018-12-31, 2018-12, 2018-Q4, 2018-H2, 2018, 2018/19, 2016..2018. The server: monitoring/wording.py.
import { language, t } from "./text.js";

const locale = language === "de" ? "de-DE" : "en-GB";
const day = new Intl.DateTimeFormat(locale, { day: "2-digit", month: "2-digit", year: "numeric", timeZone: "UTC" });
const longDay = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const month = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" });

const FORMS = [
  [/^(\d{4})-(\d\d)-(\d\d)$/, "day", (y, m, d) => {
    const date = new Date(Date.UTC(+y, m - 1, +d));
    return { date: language === "de" ? day.format(date) : longDay.format(date) };
  }],
  [/^(\d{4})-(\d\d)$/, "month", (y, m) => ({ month: month.format(new Date(Date.UTC(+y, m - 1, 1))) })],
  [/^(\d{4})-Q([1-4])$/, "quarter", (year, quarter) => ({ year, quarter })],
  [/^(\d{4})-H([12])$/, "half", (year, half) => ({ year, half })],
  [/^(\d{4})$/, "year", (year) => ({ year })],
  [/^(\d{4}\/\d\d)$/, "school_year", (years) => ({ years })],
  [/^(\d{4})\.\.(\d{4})$/, "pooled", (first, last) => ({ first, last })],
];

function worded(code, use) {
  for (const [form, kind, params] of FORMS) {
    const match = form.exec(code ?? "");
    if (match) return t(`period_${use}_${kind}`, params(...match.slice(1)));
  }
  return code ?? "";
}

/** For lists and headings: "31.12.2019", "4. Quartal 2025". */
export const periodLabel = (code) => worded(code, "label");

/** Inside a sentence: "am 31.12.2019", "im 4. Quartal 2025". */
export const periodPhrase = (code) => worded(code, "phrase");

/** After "since": "dem 31.12.2019", "dem 4. Quartal 2025". */
export const periodSince = (code) => worded(code, "since");
