// The edges between classes as people read them: "< −1", "−1 ≤ x ≤ 1", "> 1,5". Pure.
import { formatNumber } from "../numbers.js";

/** The edges of each class as they are read. */
export function edgesOf({ breaks, closed }) {
  const number = (n) => (n === null ? "?" : formatNumber(n, Number.isInteger(n) ? 0 : String(n).split(".")[1]?.length ?? 2));
  const sign = (k) => (closed[k] === "<" ? "<" : "≤");
  return closed.map((_, k) => {
    const [lower, upper] = [breaks[k - 1], breaks[k]];
    const above = sign(k - 1) === "<" ? "≤" : "<";
    if (lower === undefined) return upper === undefined ? "" : `${sign(k)} ${number(upper)}`;
    return upper === undefined ? `${above === "<" ? ">" : "≥"} ${number(lower)}` : `${number(lower)} ${above} x ${sign(k)} ${number(upper)}`;
  });
}
