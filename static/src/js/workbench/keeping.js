// Keeping what is composed: save, hand in, file out, file in. Dialogs say what happens; nothing is lost by a refusal.
import { config, language, t } from "../text.js";
import { Refusal, send } from "./asking.js";
import { complete, titleIn, written } from "./definition.js";

export class Keeping {
  /** @param page gives the store and the place; `told(findings)` shows what is wrong at the fields */
  constructor(root, page) {
    Object.assign(this, { root, page, draft: config.draft });
    this.status = root.querySelector("[data-kept]");
    this.dialogs = { save: root.querySelector("#wb-save"), submit: root.querySelector("#wb-submit"), read: root.querySelector("#wb-read") };
    for (const dialog of Object.values(this.dialogs)) dialog.addEventListener("click", (event) => event.target.closest("[data-close]") && dialog.close());
    this.on("save", () => (this.isOwn ? this.save() : this.ask("save")));
    this.on("save-as", () => this.ask("save"));
    this.on("submit", () => this.hand());
    this.on("write", () => this.write());
    this.on("read", () => this.ask("read"));
    this.form("save", (data) => this.save(data.get("name"), true));
    this.form("submit", (data) => this.submit(data.get("reason")));
    this.form("read", async (data) => this.take(data.get("toml") || (await data.get("file")?.text?.()) || ""));
    addEventListener("beforeunload", (event) => page.store.isDirty && !this.leaving && event.preventDefault());
  }

  get isOwn() {
    return Boolean(this.draft?.is_own);
  }

  on(name, act) {
    this.root.querySelector(`[data-keep="${name}"]`)?.addEventListener("click", () => act());
  }

  form(name, act) {
    const dialog = this.dialogs[name];
    dialog.querySelector("form").addEventListener("submit", async (event) => {
      event.preventDefault();
      const note = dialog.querySelector("[data-note]");
      note.textContent = "";
      try {
        await act(new FormData(event.target));
        dialog.close();
      } catch (problem) {
        if (!(problem instanceof Refusal)) throw problem;
        note.textContent = problem.message;
        this.page.told(problem.findings);
      }
    });
  }

  ask(name) {
    const dialog = this.dialogs[name];
    dialog.querySelector("[data-note]").textContent = "";
    const field = dialog.querySelector("[name=name]");
    if (field && !field.value) field.value = titleIn(this.page.store.now.title, language).text || this.draft?.name || "";
    dialog.showModal();
  }

  body(more = {}) {
    const { level, period } = this.page.place;
    return { document: written(this.page.store.now), level, period, ...more };
  }

  /** The next revision of one's own draft, or a new one under a name. */
  async save(name = this.draft?.name, isNew = false) {
    const known = this.isOwn && !isNew ? { draft: this.draft.number, revision: this.draft.revision } : {};
    const asked = this.page.store.now;
    try {
      const kept = await send("save", this.body({ name, ...known }));
      this.draft = { ...kept, number: kept.draft, is_own: true };
      if (JSON.stringify(asked) === JSON.stringify(this.page.store.now)) this.page.store.markSaved();
      this.page.settled(kept.url);
      this.say(t("wb_saved", { name: kept.name }));
    } catch (problem) {
      if (isNew || !(problem instanceof Refusal)) throw problem;
      this.say(problem.message, true);
    }
  }

  async hand() {
    if (!this.isOwn) return this.ask("save");
    if (this.page.store.isDirty) await this.save();
    if (!this.page.store.isDirty) this.ask("submit");
  }

  async submit(reason) {
    const answer = await send("submit", this.body({ reason, draft: this.draft.number, revision: this.draft.revision }));
    this.leaving = true;
    location.assign(answer.url);
  }

  async write() {
    try {
      const { name, toml } = await send("write", this.body());
      const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(new Blob([toml], { type: "application/toml" })), download: name });
      link.click();
      URL.revokeObjectURL(link.href);
      this.say(t("wb_written", { name }));
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      this.page.told(problem.findings);
      this.say(problem.message, true);
    }
  }

  async take(toml) {
    const { document: read, findings } = await send("read", { toml });
    this.page.store.replace(complete(read));
    this.page.told(findings);
    this.say(t("wb_taken"));
  }

  say(text, isWrong = false) {
    this.status.textContent = text;
    this.status.classList.toggle("errors", isWrong);
  }

  /** What stands beside the name: saved, or not yet. */
  showState() {
    const { isDirty } = this.page.store;
    if (isDirty) this.say(t(this.isOwn ? "wb_unsaved" : "wb_not_kept"));
    for (const name of ["save-as"]) {
      const button = this.root.querySelector(`[data-keep="${name}"]`);
      if (button) button.hidden = !this.isOwn;
    }
  }
}
