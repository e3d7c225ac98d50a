// Keeps a dashboard: the form writes the address, the server answers with the panels, maps and charts are drawn into them.
import { escape, t } from "../text.js";
import { MapPanel } from "./map-panel.js";
import { SeriesPanel } from "./series-panel.js";

export class Board {
  constructor(root) {
    this.root = root;
    this.live = document.querySelector("[data-board-live]");
    this.ticket = 0;
    this.drawn = [];
  }

  start() {
    this.root.addEventListener("change", (event) => event.target.closest("[data-filters]") && this.wish(this.asked()));
    this.root.addEventListener("submit", (event) => {
      if (!event.target.matches("[data-filters]")) return;
      event.preventDefault();
      this.wish(this.asked());
    });
    this.root.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-in-place]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.wish(new URL(link.href).searchParams);
    });
    addEventListener("popstate", () => this.load(location.search));
    document.addEventListener("themechange", () => this.each((one) => one.repaint()));
    addEventListener("beforeprint", () => this.onPaper(true));
    addEventListener("afterprint", () => this.onPaper(false));
    matchMedia("print").addEventListener("change", () => this.each((one) => one.resize())); // the sheet has its own width
    this.draw();
  }

  /** What the form says; empty choices are the default and stay out of the address. */
  asked() {
    const form = this.root.querySelector("[data-filters]");
    return new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
  }

  /** A reader chose something: a new entry in the history, so that the back button undoes it. */
  wish(query) {
    const text = query.toString().replaceAll("%2F", "/");
    const search = text ? `?${text}` : "";
    if (search !== location.search) history.pushState(null, "", location.pathname + search);
    return this.load(search);
  }

  /** Show the dashboard for one area; everything else stays as it is. */
  choose(area) {
    const query = this.asked();
    if (area) query.set("area", area);
    else query.delete("area");
    return this.wish(query);
  }

  async load(search) {
    const ticket = (this.ticket += 1);
    const focused = document.activeElement?.closest("[data-filters]") ? document.activeElement.name : "";
    this.root.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(location.pathname + search, { headers: { "HX-Request": "true" } });
      const html = await response.text();
      if (ticket !== this.ticket) return;
      if (response.status >= 500 || !html.includes("data-scope")) throw new Error(String(response.status));
      this.show(html, focused);
    } catch {
      if (ticket === this.ticket) this.fail(search);
    } finally {
      if (ticket === this.ticket) this.root.removeAttribute("aria-busy");
    }
  }

  show(html, focused) {
    this.each((one) => one.dispose());
    this.root.innerHTML = html;
    this.draw();
    const scope = this.root.querySelector("[data-scope]");
    this.live.textContent = t("board_updated", { scope: scope.textContent.replace(/\s+/g, " ").trim() });
    const next = focused ? this.root.querySelector(`[data-filters] [name="${focused}"]`) : scope;
    next?.focus({ preventScroll: true });
  }

  /** The state before stays on the page, and the way to try again stands above it. */
  fail(search) {
    this.root.querySelector("[data-board-failed]")?.remove();
    const box = document.createElement("div");
    box.dataset.boardFailed = "";
    box.innerHTML = `<div class="kern-alert kern-alert--danger" role="alert"><div class="kern-alert__header"><span class="kern-icon kern-icon--danger" aria-hidden="true"></span><span class="kern-title">${escape(t("board_failed_title"))}</span></div>
      <div class="kern-alert__body"><p>${escape(t("board_failed_text"))}</p><p><button type="button" class="kern-btn kern-btn--secondary"><span class="kern-label">${escape(t("board_retry"))}</span></button></p></div></div>`;
    box.querySelector("button").addEventListener("click", () => {
      box.remove();
      this.load(search);
    });
    this.root.prepend(box);
  }

  draw() {
    const maps = [...this.root.querySelectorAll("[data-map-panel]")].map((element) => new MapPanel(element, (area) => this.choose(area)));
    const charts = [...this.root.querySelectorAll("[data-series-panel]")].map((element) => new SeriesPanel(element));
    this.drawn = [...maps, ...charts];
    this.root.dataset.ready = "drawing";
    Promise.all(this.drawn.map((one) => one.draw())).then(() => (this.root.dataset.ready = "true"));
  }

  each(act) {
    for (const one of this.drawn) act(one);
  }

  onPaper(on) {
    this.root.classList.toggle("for-paper", on);
    this.each((one) => one.repaint());
    this.each((one) => one.resize());
  }
}
