// Questions to the server: the last one counts, what it overtakes is dropped. Refusals come as sentences.
import { config, language, t } from "../text.js";

export class Refusal extends Error {
  constructor({ detail, code, findings } = {}) {
    super(detail || t("wb_no_answer"));
    this.code = code ?? "";
    this.findings = findings ?? [];
  }
}

export async function send(name, body, signal) {
  let response;
  try {
    response = await fetch(config.urls[name], {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "Accept-Language": language, "X-CSRFToken": config.csrf },
      body: JSON.stringify(body),
      signal,
    });
  } catch (problem) {
    if (problem.name === "AbortError") throw problem;
    throw new Refusal({ detail: t("wb_no_connection") });
  }
  const isAnswer = (response.headers.get("Content-Type") ?? "").includes("application/json");
  if (!isAnswer) throw new Refusal({ detail: t(response.redirected || response.status === 403 ? "wb_signed_out" : "wb_no_answer") });
  const document = await response.json();
  if (!response.ok) throw new Refusal(document);
  return document;
}

/** Asks one kind of question; a new one ends the one before. */
export class Asker {
  constructor(name) {
    this.name = name;
  }

  /** The answer; nothing where a newer question has overtaken this one. */
  async ask(body) {
    this.running?.abort();
    const own = (this.running = new AbortController());
    try {
      const answer = await send(this.name, body, own.signal);
      return own === this.running ? answer : null;
    } catch (problem) {
      if (problem.name === "AbortError" || own !== this.running) return null;
      throw problem;
    }
  }
}
