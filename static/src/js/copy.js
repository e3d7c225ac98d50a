// Buttons that copy the text of a place on the page: <button data-copy="#id" data-copied="…" data-failed="…" hidden> and a status beside it.
// A button that names no place is somebody else's: the map's copies its link.
export const setUpCopying = () => {
  for (const button of document.querySelectorAll('button[data-copy^="#"]')) {
    const source = document.querySelector(button.dataset.copy);
    const status = button.parentElement.querySelector("[role=status]");
    if (!source) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(source.textContent);
        status.textContent = button.dataset.copied;
      } catch {
        getSelection().selectAllChildren(source);
        status.textContent = button.dataset.failed;
      }
    });
  }
};
