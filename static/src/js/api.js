// The JSON API: answers are kept for the visit (values of a release never change), errors are problem details in the reader's language.
import { language, t } from "./text.js";

export class Problem extends Error {
  constructor({ title, detail, code, status }) {
    super(detail || title || t("problem_unknown"));
    this.title = title ?? "";
    this.code = code ?? "";
    this.status = status ?? 0;
  }

  /** Whether trying again can help: the network or the server, not the question. */
  get passing() {
    return this.status === 0 || this.status >= 500 || this.status === 429;
  }
}

const kept = new Map();
const arrived = new Map();
const KEEP = 60;

async function load(url) {
  let response;
  try {
    response = await fetch(url, { headers: { Accept: "application/json", "Accept-Language": language } });
  } catch {
    throw new Problem({ title: t("problem_network"), detail: t("problem_network") });
  }
  if (!response.ok) {
    const body = await response.json().catch(() => ({}));
    throw new Problem({ status: response.status, ...body, detail: body.detail || t("problem_server") });
  }
  return response.json();
}

/** The answer of an address, fetched once; a failed one is asked again next time. */
export function get(path, params = {}) {
  const url = address(path, params);
  if (!kept.has(url)) {
    if (kept.size >= KEEP) forget(kept.keys().next().value);
    const answer = load(url);
    kept.set(url, answer);
    answer.then((data) => arrived.set(url, data), () => forget(url));
  }
  return kept.get(url);
}

/** The answer if it is here already: restyling then needs no waiting at all. */
export function peek(path, params = {}) {
  return arrived.get(address(path, params));
}

function forget(url) {
  kept.delete(url);
  arrived.delete(url);
}

function address(path, params) {
  const query = new URLSearchParams(Object.entries(params).filter(([, value]) => value !== "" && value != null));
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** Every page of a paginated list. */
export async function getAll(path, params = {}) {
  let page = await get(path, params);
  if (Array.isArray(page)) return page;
  const found = [...page.results];
  while (page.next) {
    page = await get(new URL(page.next, location.href).pathname + new URL(page.next, location.href).search);
    found.push(...page.results);
  }
  return found;
}
