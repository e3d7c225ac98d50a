// Keeps the view: what is wanted → what is possible → values and shapes → map, legend, table, panel, address.
import { get, peek } from "../api.js";
import { config, t } from "../text.js";
import { formatPosition, parsePosition, readAddress, writeAddress } from "./address.js";
import { Canvas } from "./canvas.js";
import { clustersQuery, loadContext, possibleView, prefetchNeighbours, levelGroups, levelsOf, periodsAt, probableShapesUrl, referenceAreas, shapesUrl, systemOf, textOf, valuesOf, valuesQuery } from "./context.js";
import { Classing } from "./classing.js";
import { Controls } from "./controls.js";
import { Display } from "./display.js";
import { viewModel } from "./model.js";
import { Notices } from "./notices.js";
import { periodLabel } from "../periods.js";
import { loadShapes } from "./shapes.js";
import { afterPaint, whenIdle } from "./timing.js";

/** Problems of the chosen classes, not of what is asked for. */
const UNFITTING = ["no_fixed_classes", "no_reference_value"];

export class MapPage {
  constructor(root) {
    this.root = root;
    this.notices = new Notices(root.querySelector("[data-stage]"), root.querySelector("[data-hints]"));
    this.canvas = new Canvas(root.querySelector("[data-map]"));
    this.controls = new Controls(root.querySelector("[data-controls]"), (change) => this.wish(change));
    this.classing = new Classing(root.querySelector("[data-classing]"), (change) => this.wish(change));
    this.display = new Display(root, this.canvas, {
      choose: (area) => this.wish({ area }),
      openTable: (open) => this.note({ table: open ? "1" : "" }),
    });
    this.ticket = 0;
    this.wanted = readAddress();
    addEventListener("beforeprint", () => this.onPaper(true));
    addEventListener("afterprint", () => this.onPaper(false));
    addEventListener("popstate", () => this.follow(readAddress()));
    document.addEventListener("themechange", () => this.model && this.display.repaint(this.model));
  }

  async start() {
    this.notices.busy(true);
    try {
      this.context = await loadContext();
    } catch (problem) {
      this.fail(problem, () => this.start());
      return;
    }
    this.notices.clear();
    if (!this.context.indicators.some(({ periods }) => periods.length) || !this.context.editions.length) {
      this.notices.busy(false);
      this.root.dataset.ready = "empty";
      this.notices.instead({ title: t("empty_title"), text: t(config.signed_in ? "empty_text" : "empty_text_anonymous"), link: config.empty_link });
      return;
    }
    this.controls.fillIndicators(this.context.indicators, config.domains);
    await this.show(false);
    this.watchPosition();
  }

  /** A reader chose something: a new entry in the history, so that the back button undoes it. */
  wish(change) {
    const area = "level" in change ? { area: "" } : {}; // an area belongs to its level
    this.wanted = { ...this.view, ...area, ...change };
    return this.show(true);
  }

  /** The browser went back or forth. */
  follow(address) {
    this.wanted = address;
    return this.show(null);
  }

  /** Something small changed that needs no entry of its own. */
  note(change) {
    Object.assign(this.view, change);
    afterPaint(() => writeAddress(this.view, false));
  }

  async show(push) {
    const ticket = (this.ticket += 1);
    const { view, indicator, hints, ways } = possibleView(this.context, this.wanted);
    try {
      const { data, shapes, levels, clusters } = await this.load(view, indicator, hints);
      if (ticket !== this.ticket) return;
      this.view = view;
      this.indicator = indicator;
      this.render(data, shapes, levels, ways, hints, clusters);
      if (push) writeAddress(view, true); // before the picture: who goes back at once undoes this, and nothing before it
      else if (push !== null) afterPaint(() => writeAddress(view, false));
      this.prepareNext(view, indicator, data, levels);
    } catch (problem) {
      if (ticket !== this.ticket) return;
      this.view = view;
      this.controls.show(view, { periods: periodsAt(indicator, view.level), levels: this.levelChoices(indicator), references: this.references ?? { whole: "", parent: false, areas: [] }, ways });
      this.fail(problem, () => this.show(push), indicator);
    }
  }

  /** Values and shapes, from what is kept where possible: then nothing is awaited but a microtask. */
  async load(view, indicator, hints) {
    if (!indicator.periods.length) throw Object.assign(new Error(t("no_values_text")), { title: t("no_values_title"), link: true });
    if (!peek(...valuesQuery(view))) this.notices.busy(true);
    const probable = this.canvas.shown ? null : probableShapesUrl(this.context, indicator, view);
    if (probable) loadShapes(probable).catch(() => {}); // the first picture waits for values and shapes at once
    const patterns = view.show === "clusters" ? get(config.urls.clusters, clustersQuery(view)) : null;
    patterns?.catch(() => {}); // told below, once there are values
    if (patterns && !peek(config.urls.clusters, clustersQuery(view))) this.notices.busy(true);
    const data = await this.values(view, hints);
    const url = shapesUrl(this.context, data.edition, data.level);
    if (!url) throw new Error(t("no_shapes"));
    const levels = levelsOf(this.context, data.edition);
    data.reference.is_whole = data.reference.code === data.city.code;
    return { data, shapes: await loadShapes(url), levels, clusters: await patterns };
  }

  /** Values of a view; classes and a reference that do not fit are given up, and it is said. */
  async values(view, hints) {
    try {
      return await valuesOf(view);
    } catch (problem) {
      if (problem.passing || !(view.reference || view.classes || view.variant)) throw problem;
      const key = problem.code === "variant_not_offered" ? "variant" : UNFITTING.includes(problem.code) ? "classes" : "reference";
      if (!view[key]) throw problem;
      hints.push(key === "reference" ? t("hint_reference", { wanted: view.reference }) : problem.message);
      view[key] = "";
      return this.values(view, hints);
    }
  }

  render(data, shapes, levels, ways, hints, clusters) {
    const { view, indicator } = this;
    const changedShapes = this.canvas.shown !== shapes;
    if (changedShapes) {
      const position = this.canvas.shown ? null : parsePosition(view.at);
      if (view.at && !parsePosition(view.at)) {
        hints.push(t("hint_at"));
        view.at = "";
      }
      this.canvas.draw(shapes, { keepView: Boolean(this.canvas.shown) && this.edition === data.edition });
      if (position) this.canvas.place(position);
      this.edition = data.edition;
    }
    this.model = viewModel(data, view.show, clusters);
    if (data.reference.remark) hints.push(data.reference.remark);
    if (view.area && !this.model.positions.has(view.area)) {
      hints.push(t("hint_area", { code: view.area }));
      view.area = "";
    }
    const level = levels.find(({ code }) => code === view.level);
    this.references = { whole: data.city.name, parent: levels.indexOf(level) > 1, areas: this.districtsAbove(level, levels), areasLabel: textOf(levels[1]?.name), beyond: data.beyond ?? [] };
    this.controls.tellKind(data.kind);
    this.controls.show(view, { periods: periodsAt(indicator, view.level), levels: this.levelChoices(indicator), references: this.references, ways });
    this.controls.offerVariants(data.variants, view.variant);
    this.classing.show(view, data);
    this.display.show(this.model, { view, indicator, levelName: textOf(level?.name), place: this.placeInWords(data.edition), drawn: changedShapes });
    this.notices.hints(hints);
    this.notices.clear();
    this.notices.busy(false);
    this.root.dataset.ready = "true";
  }

  /** Only an area above the level that is shown can be a reference of all. */
  districtsAbove(level, levels) {
    return levels.indexOf(level) > 1 ? (this.districts ?? []) : [];
  }

  levelChoices(indicator) {
    return levelGroups(this.context, indicator).map(({ system, levels }) => ({ label: textOf(system.name), levels: levels.map(({ code, name }) => ({ code, label: textOf(name) })) }));
  }

  /** Which division of the city is shown, and as it stood when; nothing where there is only one. */
  placeInWords(code) {
    if (this.context.editions.length < 2) return "";
    const { system, edition } = systemOf(this.context, code);
    const [from, until] = [edition.valid_from, edition.valid_until].map((date) => date && periodLabel(date));
    return t(until ? "edition_until" : "edition_from", { system: textOf(system?.name), from, until });
  }

  /** What makes the next click fast, and what helps to find one's way: after the picture stands. */
  prepareNext(view, indicator, data, levels) {
    const level = levels.find(({ code }) => code === view.level);
    whenIdle(async () => {
      if (this.orientedBy === data.edition) return prefetchNeighbours(this.context, view, indicator);
      this.orientedBy = data.edition;
      this.canvas.unorient();
      this.districts = [];
      if (levels.length > 2) {
        const url = shapesUrl(this.context, data.edition, levels[1].code);
        if (url) this.canvas.orient(await loadShapes(url).catch(() => null));
        this.districts = await referenceAreas(data.edition, levels, levels.at(-1).code).catch(() => []);
        this.references.areas = this.districtsAbove(level, levels);
        this.controls.offerReferences(this.references, this.view.reference);
      }
      return prefetchNeighbours(this.context, view, indicator);
    });
  }

  async fail(problem, retry, indicator = null) {
    this.notices.busy(false);
    const text = indicator && !indicator.periods.length ? await this.availability(indicator) : problem.message;
    const link = indicator ? { href: indicator.sheet, label: t("to_indicator") } : null;
    this.notices.instead({ title: problem.title || t("failed_title"), text, retry: problem.link ? null : retry, link });
    this.root.dataset.ready = "failed";
  }

  async availability(indicator) {
    const detail = await get(indicator.about).catch(() => null);
    return detail?.sheet?.availability || t("no_values_text");
  }

  onPaper(on) {
    this.root.classList.toggle("for-paper", on);
    this.canvas.refit();
  }

  watchPosition() {
    const { map } = this.canvas;
    map.on("moveend", () => {
      if (!this.view || this.canvas.fitting) return;
      const { lat, lng } = map.getCenter();
      this.canvas.whole = false;
      this.note({ at: formatPosition(map.getZoom(), lat, lng) });
    });
    this.root.querySelector("[data-fit]").addEventListener("click", () => {
      this.canvas.fit();
      this.note({ at: "" });
    });
  }
}
