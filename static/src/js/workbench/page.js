// The workbench: one definition, asked about with every change; the picture first, everything else after it.
import { closestTab, setUpTabs } from "./tabs.js";
import { whenIdle } from "../map/timing.js";
import { periodLabel } from "../periods.js";
import { formatNumber } from "../numbers.js";
import { config, escape, language, t } from "../text.js";
import { AreasTable } from "./areas.js";
import { Asker, Refusal } from "./asking.js";
import { Components, titleOf } from "./components.js";
import { EMPTY, complete, fromAddress, titleIn, toAddress, withMethod, written } from "./definition.js";
import { edgesOf } from "../map/edges.js";
import { renderHistory, renderMatrix, renderRobustness } from "./depth.js";
import { Fields, classNames } from "./fields.js";
import { showFindings } from "./findings.js";
import { Keeping } from "./keeping.js";
import { Picture } from "./picture.js";
import { Store } from "./store.js";

const DEPTH_AFTER = 350;

export class Workbench {
  constructor(root) {
    this.root = root;
    const { draft } = config;
    const query = new URLSearchParams(location.search);
    this.place = { level: query.get("level") ?? draft?.level ?? "", period: query.get("period") ?? draft?.period ?? "" };
    this.store = new Store(draft ? complete(draft.document) : structuredClone(EMPTY), (own, extent) => this.changed(own, extent));
    const begun = query.has("index") ? fromAddress(query.get("index")) : this.preset(query.get("from"));
    if (begun) this.store.now = begun;
    this.values = new Asker("values");
    this.deeper = new Asker("depth");
    this.find = (name) => root.querySelector(`[data-${name}]`);
    this.picture = new Picture(root, (code) => this.choose(code));
    this.table = new AreasTable(this.find("areas"), { choose: (code) => this.choose(code), maySort: config.may_sort });
    this.components = new Components(root, this.store);
    this.fields = new Fields(root, this.store, () => this.areas ?? { codes: [], names: [] });
    this.keeping = new Keeping(root, this);
    this.tab = closestTab(root);
    setUpTabs(root, (name) => {
      this.tab = name;
      this.renderTab();
    });
    this.listen();
  }

  preset(code) {
    const index = config.presets.find((one) => one.code === code);
    const method = config.methods.find((one) => one.code === code);
    if (method) return withMethod(structuredClone(EMPTY), method.document);
    return index ? complete(index.document) : null;
  }

  listen() {
    const { root } = this;
    for (const name of ["level", "period"]) this.find(name).addEventListener("change", (event) => {
      this.place[name] = event.target.value;
      this.compute();
    });
    root.addEventListener("click", (event) => {
      const code = event.target.closest("[data-preset]")?.dataset.preset;
      if (code) this.begin(code, event.target.closest("details"));
    });
    this.find("undo").addEventListener("click", () => this.store.undo());
    this.find("redo").addEventListener("click", () => this.store.redo());
    addEventListener("keydown", (event) => this.press(event));
    document.addEventListener("themechange", () => this.data?.value && this.render());
    for (const radio of root.querySelectorAll("[name=wb-correlation]")) radio.addEventListener("change", () => this.renderTab());
  }

  press(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || this.root.querySelector("dialog[open]")) return;
    const key = event.key.toLowerCase();
    if (key === "s") this.root.querySelector('[data-keep="save"]').click();
    else if (key === "z" && event.shiftKey || key === "y") this.store.redo();
    else if (key === "z") this.store.undo();
    else return;
    event.preventDefault();
  }

  /** A method goes with the components that there are; an index of the catalogue brings its own. */
  begin(code, menu) {
    const method = config.methods.find((one) => one.code === code);
    this.store.replace(method ? withMethod(this.store.now, method.document) : this.preset(code));
    if (menu) menu.open = false;
  }

  start() {
    this.changed(this.store.now, "all");
  }

  changed(own, extent) {
    this.began = performance.now();
    if (extent !== "field") {
      this.components.show(own);
      this.fields.show(own);
    }
    this.compute();
    this.offerSteps();
    this.name(titleIn(own.title, language));
    this.keeping.showState();
    clearTimeout(this.writing);
    this.writing = setTimeout(() => this.note(), 300);
  }

  /** One step back, one forth; the last one of a kind hands the focus over to the other. */
  offerSteps() {
    const [undo, redo] = [this.find("undo"), this.find("redo")];
    undo.disabled = !this.store.before.length;
    redo.disabled = !this.store.after.length;
    if (document.activeElement === undo && undo.disabled) redo.focus();
    else if (document.activeElement === redo && redo.disabled) undo.focus();
  }

  /** The heading: the index in the reader's language, else in the other one and marked so; a draft by its own name. */
  name({ text, other }) {
    const title = this.find("title");
    title.textContent = text || this.keeping.draft?.name || t("wb_new");
    if (other) title.lang = other;
    else title.removeAttribute("lang");
  }

  /** The address is what is composed, unless that is what the draft says anyway. */
  note() {
    const query = new URLSearchParams();
    if (this.store.isDirty) query.set("index", toAddress(this.store.now));
    for (const name of ["level", "period"]) if (this.place[name]) query.set(name, this.place[name]);
    const text = query.toString();
    history.replaceState(null, "", location.pathname + (text ? `?${text}` : ""));
  }

  /** A draft was saved: its own address from now on. */
  settled(url) {
    history.replaceState(null, "", url);
    this.note();
    this.keeping.showState();
  }

  body() {
    return { document: written(this.store.now), ...this.place, known: this.areas?.known ?? "" };
  }

  async compute() {
    const began = this.began ?? performance.now();
    const own = this.store.now;
    clearTimeout(this.later);
    if (!own.components.length) return this.empty();
    this.root.setAttribute("aria-busy", "true");
    try {
      const answer = await this.values.ask(this.body());
      if (!answer) return;
      if (answer.areas) {
        this.areas = answer.areas;
        await this.picture.adopt(answer.areas);
        this.fields.offerAreas(answer.areas);
      }
      [this.data, this.depth] = [answer, null];
      if (answer.value) this.render(began);
      else this.picture.hide(answer.findings.find((one) => one.weight === "stops")?.text ?? "");
      this.told(answer.findings);
      this.showPlace(answer.place);
      this.root.dataset.computed = String(Number(this.root.dataset.computed ?? 0) + 1);
      if (answer.value) this.later = setTimeout(() => this.deepen(), DEPTH_AFTER);
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      this.picture.hide(problem.message);
      this.told(problem.findings);
    } finally {
      this.root.removeAttribute("aria-busy");
    }
  }

  empty() {
    this.data = null;
    this.root.classList.add("is-empty");
    this.told([]);
    this.picture.hide(t("wb_begin"));
    this.root.dataset.computed = "0";
  }

  /** The picture now; what stands beside it when it has been painted. */
  render(began) {
    const own = this.store.now;
    const names = classNames(own);
    this.picture.paint(this.data, names);
    requestAnimationFrame(() => requestAnimationFrame(() => {
      if (began) performance.measure("workbench-redraw", { start: began, end: performance.now() });
      this.picture.classes(this.data, names, edgesOf(own));
      this.fields.colour(this.picture.colours);
      this.picture.point(null);
      whenIdle(() => this.renderTab());
    }));
  }

  model() {
    const own = this.store.now;
    return { data: this.data, areas: this.areas, names: classNames(own), titles: own.components.map(titleOf), components: own.components, colours: this.picture.colours, edition: this.data.place?.edition };
  }

  async deepen() {
    try {
      this.depth = await this.deeper.ask(this.body());
      if (this.depth && this.data?.value) this.renderTab();
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
    }
  }

  renderTab() {
    if (!this.data?.value || this.data.parts.length !== this.store.now.components.length) return;
    const model = this.model();
    const kind = this.root.querySelector("[name=wb-correlation]:checked").value;
    if (this.tab === "areas") this.table.show(model);
    if (this.tab === "correlations") renderMatrix(this.find("correlations"), this.data, model.titles, kind);
    if (this.tab === "robustness" && this.depth) renderRobustness(this.find("robustness"), this.depth, model);
    if (this.tab === "history" && this.depth) renderHistory(this.find("history-figure"), this.find("history"), this.depth, model);
    this.root.dataset.shown = this.tab;
  }

  told(findings) {
    showFindings(this.root, findings);
    const wrong = findings.filter((one) => one.weight !== "informs");
    const live = wrong.length ? wrong.map((one) => one.text).join(" ") : this.data?.value ? t("wb_live", { areas: formatNumber(this.data.included), counts: classNames(this.store.now).map((name, k) => `${name} ${this.data.counts[k]}`).join(", ") }) : "";
    clearTimeout(this.speaking);
    this.speaking = setTimeout(() => (this.find("live").textContent = live), 700);
  }

  /** Levels and periods at which the components meet. */
  showPlace(place) {
    if (!place?.level) return;
    this.root.classList.remove("is-empty");
    const fill = (name, codes, words) => {
      const select = this.find(name);
      select.innerHTML = codes.map((code) => `<option value="${escape(code)}"${code === place[name] ? " selected" : ""}>${escape(words(code))}</option>`).join("");
    };
    fill("level", place.levels, (code) => config.levels[code] ?? code);
    fill("period", place.periods, periodLabel);
    const lost = ["level", "period"].find((name) => this.place[name] && this.place[name] !== place[name]);
    this.find("moved").textContent = lost ? t("wb_moved", { period: periodLabel(place.period), level: config.levels[place.level] ?? place.level }) : "";
  }

  choose(code) {
    this.picture.mark(code);
    this.table.mark(code);
  }
}
