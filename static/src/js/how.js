// "How was this computed?": links marked with data-how open the number's page as a piece laid over this one; within it
// they take its place, and a button leads back. Without JavaScript, with a modifier key, or where nothing comes back, the
// link leads to the page itself.
export function setUpHow() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-how]");
    if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    show(link);
  });
}

async function show(link) {
  try {
    const answer = await fetch(link.href, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const piece = await answer.text();
    const open = link.closest("dialog.how-dialog");
    const body = (open ?? dialogOf(link.dataset.how)).querySelector("[data-how-body]");
    if (open) lead(body, link);
    body.innerHTML = piece;
    if (open) body.querySelector("[data-how-back]").hidden = false;
    else opened(body.closest("dialog"), link);
    body.querySelector("#how-heading").focus();
  } catch {
    location.href = link.href;
  }
}

function opened(dialog, link) {
  dialog.showModal();
  dialog.addEventListener("close", () => {
    dialog.remove();
    link.focus();
  }, { once: true });
}

const left = new WeakMap();

/** Keeps what is shown now, so that the way back leads to it and to the link that was followed. */
function lead(body, link) {
  const stack = left.get(body) ?? [];
  stack.push({ nodes: [...body.childNodes], link });
  left.set(body, stack);
}

function back(body) {
  const { nodes, link } = left.get(body).pop();
  body.replaceChildren(...nodes);
  link.focus();
}

function dialogOf(closing) {
  const dialog = document.createElement("dialog");
  dialog.className = "how-dialog";
  dialog.setAttribute("aria-labelledby", "how-heading");
  dialog.innerHTML = '<form method="dialog"><button class="tool" data-how-close><span class="kern-icon kern-icon--small kern-icon--close" aria-hidden="true"></span></button></form><div data-how-body></div>';
  dialog.querySelector("[data-how-close]").setAttribute("aria-label", closing);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
    if (event.target.closest("[data-how-back]")) back(dialog.querySelector("[data-how-body]"));
  });
  document.body.append(dialog);
  return dialog;
}
