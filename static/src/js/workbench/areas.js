// The areas as a table: index, class, what each component adds, how far it is to the next class. Built when it is looked at.
import { formatNumber } from "../numbers.js";
import { config, escape, t } from "../text.js";
import { swatch } from "../map/fills.js";
import { reasonOf } from "./picture.js";

const signed = (n) => (n === null ? "" : (n > 0 ? "+" : "") + formatNumber(n, 2));

export class AreasTable {
  constructor(root, { choose, maySort }) {
    this.root = root;
    this.table = root.querySelector("table");
    this.byNeed = false;
    this.toggle = root.querySelector("[data-by-need]");
    if (maySort) this.toggle.hidden = false;
    this.toggle.addEventListener("click", () => {
      this.byNeed = !this.byNeed;
      this.toggle.setAttribute("aria-pressed", String(this.byNeed));
      root.querySelector("[data-internal]").hidden = !this.byNeed;
      this.render();
    });
    this.table.addEventListener("click", (event) => {
      const code = event.target.closest("[data-area]")?.dataset.area;
      if (code) choose(code);
    });
  }

  show(model) {
    this.model = model;
    this.render();
  }

  render() {
    const { data, areas, names, titles, colours, edition, components } = this.model;
    if (!data.value) return;
    const order = areas.codes.map((_, i) => i).filter((i) => i !== areas.residual);
    if (this.byNeed) order.sort((a, b) => (data.value[b] ?? -Infinity) - (data.value[a] ?? -Infinity) || a - b);
    const heads = titles.map((title) => `<th scope="col" class="num">${escape(title)}</th>`).join("");
    const base = data.base ? `<th scope="col" class="num">${escape(t("wb_base"))}</th>` : "";
    const how = (k, i, text) => {
      const query = new URLSearchParams({ indicator: components[k], area: areas.codes[i], period: data.periods[k], edition });
      return `<a class="how-value" href="${escape(`${config.urls.how}?${query}`)}" data-how="${escape(t("how_close"))}" title="${escape(t("how_asked"))}">${text}</a>`;
    };
    const rows = order.map((i) => {
      const code = areas.codes[i];
      const start = `<tr data-row="${escape(code)}"${code === this.chosen ? ' aria-current="true"' : ""}><td>${escape(code)}</td><th scope="row"><button type="button" class="link" data-area="${escape(code)}">${escape(areas.names[i])}</button></th>`;
      if (data.class[i] < 0) return `${start}<td class="muted" colspan="${titles.length + 3 + (base ? 1 : 0)}">${escape(reasonOf(data.left_out[i]))}</td></tr>`;
      const parts = data.parts.map((row, k) => `<td class="num">${row[i] === null ? "" : how(k, i, signed(row[i]))}</td>`).join("");
      const next = data.distance[i] === null ? "" : `${formatNumber(data.distance[i], 2)} <span class="muted">${escape(names[data.beyond[i]])}</span>`;
      return `${start}<td class="num">${formatNumber(data.value[i], 2)}</td><td>${swatch(colours[data.class[i]])}${escape(names[data.class[i]])}</td>${parts}${base ? `<td class="num">${signed(data.base)}</td>` : ""}<td class="num">${next}</td></tr>`;
    });
    this.table.innerHTML = `<caption>${escape(t(this.byNeed ? "wb_table_by_need" : "wb_table_caption"))}</caption><thead><tr><th scope="col">${escape(t("column_code"))}</th><th scope="col">${escape(t("column_area"))}</th><th scope="col" class="num">${escape(t("wb_index"))}</th><th scope="col">${escape(t("wb_class_head"))}</th>${heads}${base}<th scope="col" class="num">${escape(t("wb_next"))}</th></tr></thead><tbody>${rows.join("")}</tbody>`;
  }

  /** Mark the chosen row and bring it into view. */
  mark(code) {
    this.chosen = code;
    for (const row of this.table.querySelectorAll("[aria-current]")) row.removeAttribute("aria-current");
    const row = code && this.table.querySelector(`tr[data-row="${CSS.escape(code)}"]`);
    if (!row) return;
    row.setAttribute("aria-current", "true");
    const frame = row.closest(".table-frame");
    if (frame.offsetParent) frame.scrollTop = Math.max(0, row.offsetTop - frame.clientHeight / 2);
  }
}
