// A reason that was written last time is taken over by a click, into its empty field, and saved with the others only by its button.
export const offerEarlierReasons = () => {
  for (const button of document.querySelectorAll("[data-earlier-reason]")) {
    const field = document.getElementById(button.getAttribute("aria-controls"));
    if (!field) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      field.value = button.dataset.earlierReason;
      field.focus();
    });
  }
};
