// A variant that is saved while it is filled in: the form goes to the server, the result comes back and takes the place of the old one.
import { t } from "../text.js";

const PATIENCE = 600;

export class AllocationEditor {
  constructor(form, map) {
    this.form = form;
    this.map = map;
    this.result = document.querySelector("[data-result]");
    this.state = form.querySelector("[data-state]");
    this.ticket = 0;
  }

  start() {
    this.form.querySelector("[data-save]").closest("p").hidden = true;
    this.form.addEventListener("input", (event) => this.later(event.target.matches("select") ? 0 : PATIENCE));
    this.form.addEventListener("change", () => this.later(0));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.later(0);
    });
    addEventListener("pagehide", () => this.dirty && this.form.isConnected && navigator.sendBeacon(this.form.action, new FormData(this.form)));
    document.addEventListener("keydown", (event) => this.press(event));
    const forms = new Set([...document.querySelectorAll("[name=change]")].map((button) => button.form)); // each once: it is sent once
    for (const form of forms) form.addEventListener("submit", (event) => this.first(event));
    this.matchWeighting();
  }

  later(patience) {
    this.dirty = true;
    this.matchWeighting();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), patience);
  }

  /** A button that changes the draft waits until what was entered is saved: it stands on the newest draft. */
  async first(event) {
    if (!this.dirty && !this.saving) return;
    event.preventDefault();
    clearTimeout(this.timer);
    await this.save();
    while (this.saving) await new Promise((done) => setTimeout(done, 30));
    if (!this.dirty) event.target.requestSubmit(event.submitter);
  }

  /** One save after the other: each stands on the draft that the one before has written. */
  async save() {
    if (this.saving) {
      this.again = true;
      return;
    }
    this.saving = true;
    this.dirty = false;
    this.say("allocation_saving");
    try {
      const response = await fetch(this.form.action, { method: "POST", body: new FormData(this.form), headers: { "HX-Request": "true" } });
      if (response.status >= 500) throw new Error(String(response.status));
      this.take(await response.text(), response.status);
    } catch {
      this.dirty = true;
      this.say("allocation_offline");
    } finally {
      this.saving = false;
    }
    if (this.again) {
      this.again = false;
      this.save();
    }
  }

  take(html, status) {
    const fresh = document.createElement("template");
    fresh.innerHTML = html;
    const answer = fresh.content.querySelector("[data-answer]");
    if (!answer) {
      this.result.replaceChildren(fresh.content);
      this.state.textContent = "";
      return;
    }
    const problems = new Map([...answer.querySelectorAll("[data-of]")].map((one) => [one.dataset.of, one.textContent.trim()]));
    if (status < 400) this.adopt(answer);
    this.mark(problems);
    this.say(status < 400 ? "allocation_saved" : "allocation_problem");
    if (status >= 400) return;
    answer.remove();
    const scrolled = scrollY;
    this.result.replaceChildren(fresh.content);
    this.map.show(this.result.querySelector("[data-allocation-map]"));
    scrollTo(0, scrolled);
  }

  /** What is known now: the number of the draft, what can be taken back, the classes of another need and what its direction means. */
  adopt(answer) {
    for (const field of document.querySelectorAll("[data-seen]")) if (field.matches("input")) field.value = answer.dataset.seen;
    document.querySelector("[data-take-back]").disabled = !answer.dataset.back;
    document.querySelector("[data-do-again]").disabled = !answer.dataset.again;
    const [hint, told] = [this.form.querySelector("[data-hint]"), answer.querySelector("[data-new-hint]")];
    if (hint.textContent.trim() !== told.textContent.trim()) hint.replaceChildren(...told.childNodes);
    const [old, next] = [this.form.querySelector("[data-classes]"), answer.querySelector("[data-new-classes] [data-classes]")];
    const names = (classes) => [...classes.querySelectorAll("label")].map((label) => label.textContent).join("|");
    if (names(old) !== names(next)) old.replaceWith(next);
  }

  mark(problems) {
    for (const field of this.form.querySelectorAll("[data-field]")) {
      const text = problems.get(field.dataset.field) ?? "";
      const box = field.querySelector("[data-error]");
      box.hidden = !text;
      box.querySelector(".kern-body").textContent = text;
      field.classList.toggle("kern-form-input--error", Boolean(text));
      for (const input of field.querySelectorAll("input, select")) {
        input.classList.toggle("kern-form-input__input--error", Boolean(text) && input.matches("input"));
        if (text) input.setAttribute("aria-invalid", "true");
        else input.removeAttribute("aria-invalid");
        const described = [`${input.id}_helptext`, ...(text ? [`${input.id}_error`] : [])].filter((id) => document.getElementById(id));
        if (described.length) input.setAttribute("aria-describedby", described.join(" "));
      }
    }
  }

  matchWeighting() {
    const linear = this.form.elements.weighting.value === "linear";
    this.form.querySelector("[data-linear]").hidden = !linear;
    this.form.querySelector("[data-stepped]").hidden = linear;
  }

  /** Ctrl+Z and Ctrl+Y outside of text fields, which have their own. */
  press(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.matches("input:not([type=radio]), textarea")) return;
    const again = event.key === "y" || (event.key.toLowerCase() === "z" && event.shiftKey);
    const button = again ? "[data-do-again]" : event.key === "z" ? "[data-take-back]" : "";
    if (!button) return;
    event.preventDefault();
    document.querySelector(button).click();
  }

  say(key) {
    this.state.textContent = t(key);
  }
}
