// The row above the map: lists of what can be chosen, filled from the API; they only report what was chosen.
import { periodLabel } from "../periods.js";
import { config, escape, t } from "../text.js";

const option = (value, label) => `<option value="${escape(value)}">${escape(label)}</option>`;
const filled = new WeakMap();

/** Give a list its options, unless it has them already, and choose one. */
function fill(select, options, chosen) {
  if (filled.get(select) !== options) {
    select.innerHTML = options;
    filled.set(select, options);
  }
  select.value = chosen;
}

export class Controls {
  constructor(root, change) {
    this.root = root;
    for (const key of ["indicator", "period", "level", "reference", "variant"]) {
      this[key] = root.querySelector(`select[name="${key}"]`);
      this[key].addEventListener("change", () => change({ [key]: this[key].value }));
    }
    this.ways = [...root.querySelectorAll('input[name="show"]')];
    for (const way of this.ways) way.addEventListener("change", () => way.checked && change({ show: way.value }));
  }

  fillIndicators(indicators, domains) {
    const groups = new Map();
    for (const indicator of indicators) groups.set(indicator.domain, [...(groups.get(indicator.domain) ?? []), indicator]);
    this.indicator.innerHTML = [...groups].map(([domain, own]) => {
      const options = own.map(({ code, title, periods }) => option(code, periods.length ? title : t("indicator_waiting", { title }))).join("");
      return `<optgroup label="${escape(domains[domain] ?? domain)}">${options}</optgroup>`;
    }).join("");
  }

  /** Show a view: lists that fit the indicator, and what is chosen in them. */
  show(view, { periods, levels, references, ways }) {
    this.indicator.value = view.indicator;
    this.indicator.title = this.indicator.selectedOptions[0]?.textContent ?? "";
    fill(this.period, periods.toReversed().map((code) => option(code, periodLabel(code))).join(""), view.period);
    const choices = levels.map((group) => group.levels.map(({ code, label }) => option(code, label)).join(""));
    const grouped = levels.map(({ label }, i) => `<optgroup label="${escape(label)}">${choices[i]}</optgroup>`);
    fill(this.level, (levels.length > 1 ? grouped : choices).join(""), view.level);
    this.offerReferences(references, view.reference);
    for (const way of this.ways) {
      way.checked = way.value === view.show;
      way.disabled = !ways.includes(way.value);
    }
    this.root.removeAttribute("aria-busy");
  }

  /** How values can be computed; where there is one way only, there is nothing to choose. */
  offerVariants(variants, chosen) {
    fill(this.variant, variants.map((code) => option(code === "none" ? "" : code, t(`variant_${code}`))).join(""), chosen);
    this.variant.disabled = variants.length < 2;
  }

  /** An index has classes instead of values, and nothing to compare with: it compares the areas with each other. */
  tellKind(kind) {
    this.isIndex = kind === "index";
    this.ways[0].nextElementSibling.textContent = t(this.isIndex ? "way_class" : "way_value");
    this.reference.disabled = this.isIndex;
  }

  offerReferences({ whole, parent, areas, areasLabel, beyond = [] }, chosen) {
    if (this.isIndex) return fill(this.reference, option("", t("reference_option_none")), "");
    const own = [option("", whole ? t("reference_option_city", { area: whole }) : t("reference_option_whole"))];
    if (parent) own.push(option("parent", t("reference_option_parent")));
    if (config.has_types) own.push(option("type", t("reference_option_type")));
    const groups = [[t("reference_group_beyond"), beyond], [areasLabel, areas]].filter(([, places]) => places.length);
    const grouped = groups.map(([label, places]) => `<optgroup label="${escape(label)}">${places.map(({ code, name }) => option(code, name)).join("")}</optgroup>`);
    return fill(this.reference, own.join("") + grouped.join(""), chosen);
  }
}
