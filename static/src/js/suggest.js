// The upload page: a suggested profile and period are taken over by a click; the form stays as it is otherwise.
export const setUpSuggestions = () => {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-suggested-profile]");
    if (!button) return;
    const profile = document.querySelector("#id_profile");
    const period = document.querySelector("#id_period");
    if (!profile) return;
    profile.value = button.dataset.suggestedProfile;
    profile.dispatchEvent(new Event("change", { bubbles: true }));
    if (period && button.dataset.suggestedPeriod) period.value = button.dataset.suggestedPeriod;
    (period?.value ? profile : period ?? profile).focus();
  });
};
