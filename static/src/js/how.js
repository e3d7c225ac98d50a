// "How was this computed?": links marked with data-how open the number's page as a piece laid over this one. Without
// JavaScript, with a modifier key, or where nothing comes back, the link leads to the page itself.
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
    const dialog = dialogOf(link.dataset.how);
    dialog.querySelector("[data-how-body]").innerHTML = await answer.text();
    dialog.showModal();
    dialog.querySelector("#how-heading").focus();
    dialog.addEventListener("close", () => {
      dialog.remove();
      link.focus();
    }, { once: true });
  } catch {
    location.href = link.href;
  }
}

function dialogOf(closing) {
  const dialog = document.createElement("dialog");
  dialog.className = "how-dialog";
  dialog.setAttribute("aria-labelledby", "how-heading");
  dialog.innerHTML = '<form method="dialog"><button class="tool" data-how-close><span class="kern-icon kern-icon--small kern-icon--close" aria-hidden="true"></span></button></form><div data-how-body></div>';
  dialog.querySelector("[data-how-close]").setAttribute("aria-label", closing);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  return dialog;
}
