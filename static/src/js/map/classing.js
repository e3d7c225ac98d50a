// The choice of classes beside the legend: method, number, and whether all periods share them; and in words what came of it.
import { periodLabel } from "../periods.js";
import { escape, t } from "../text.js";
import { aboutNamed } from "./indices.js";

const METHODS = ["fixed", "quantiles", "natural", "equal", "deviations"];
const USUAL = 5;
const COUNTS = [3, 4, 5, 6, 7];

const wanted = (view, data) => {
  const [method, count] = (view.classes || `${data.classes.method}:${USUAL}`).split(":");
  return { method, count: Number(count ?? USUAL) };
};

export class Classing {
  constructor(root, change) {
    this.root = root;
    [this.method, this.count, this.shared] = ["method", "count", "shared"].map((name) => root.querySelector(`[name="${name}"]`));
    this.count.innerHTML = COUNTS.map((count) => `<option>${count}</option>`).join("");
    for (const field of [this.method, this.count]) field.addEventListener("change", () => change({ classes: this.choice() }));
    this.shared.addEventListener("change", () => change({ scope: this.shared.checked ? "all" : "" }));
    root.addEventListener("submit", (event) => event.preventDefault());
  }

  choice() {
    return this.method.value === "fixed" ? "fixed" : `${this.method.value}:${this.count.value}`;
  }

  /** Only methods that fit the indicator are offered; other ways of showing have classes of their own. */
  show(view, data) {
    this.root.hidden = view.show !== "value" || Boolean(data.named);
    if (this.root.hidden) return;
    const { method, count } = wanted(view, data);
    const offered = METHODS.filter((own) => data.classes.offered.includes(own));
    this.method.innerHTML = offered.map((own) => `<option value="${own}">${escape(t(`method_${own}`))}</option>`).join("");
    this.method.value = method;
    this.count.value = String(count);
    this.count.disabled = method === "fixed";
    this.shared.checked = view.scope === "all";
  }
}

/** "Natürliche Klassen, aus den Werten von 24 Zeiträumen (…)", as HTML for the legend. */
export function aboutClasses({ show, data, clusters, trend }, view) {
  if (clusters || trend) return "";
  if (data.named) return lines(aboutNamed(data));
  const said = [show === "value" ? origin(data.classes) : t("classes_symmetric")];
  const { method, count } = wanted(view, data);
  if (show === "value" && method !== "fixed" && data.classes.count < count) said.push(t("classes_fewer", { count: data.classes.count }));
  return lines(said);
}

const lines = (sentences) => sentences.map((sentence) => `<p class="legend__about">${escape(sentence)}</p>`).join("");

function origin({ method, scope, first, last, periods }) {
  const params = { method: t(`method_${method}`), count: periods, first: periodLabel(first), last: periodLabel(last) };
  if (method === "fixed") return t("classes_fixed", params);
  return t(scope === "all" && periods > 1 ? "classes_all" : "classes_period", params);
}
