// A delivery that is followed: its progress stands in the title of the tab; when it ends in the background, the tab tells.
const KEY = "followed-delivery";
const PLAIN = "data:,";

const drawn = (share) => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 32;
  const pen = canvas.getContext("2d");
  if (!pen) return PLAIN;
  pen.lineWidth = 8;
  pen.strokeStyle = "#9aa5b1";
  pen.beginPath();
  pen.arc(16, 16, 11, 0, 2 * Math.PI);
  pen.stroke();
  pen.strokeStyle = "#1d4ed8";
  pen.beginPath();
  pen.arc(16, 16, 11, -Math.PI / 2, -Math.PI / 2 + 2 * Math.PI * share);
  pen.stroke();
  return canvas.toDataURL();
};

const setIcon = (href) => {
  const icon = document.querySelector('link[rel="icon"]');
  if (icon) icon.href = href;
};

export const setUpWatching = () => {
  const followed = document.querySelector("[data-followed]");
  if (!followed) return;
  const plain = document.title;
  const tell = () => {
    const at = document.querySelector("[data-followed]");
    if (!at || at.dataset.followed !== "moving") return;
    const percent = Number(at.dataset.percent || 0);
    document.title = `${at.dataset.percent ? `${percent} %` : "…"} · ${plain}`;
    setIcon(drawn(Math.max(0.02, percent / 100)));
  };
  if (followed.dataset.followed === "moving") {
    sessionStorage.setItem(KEY, location.pathname);
    tell();
    document.addEventListener("htmx:afterSettle", tell);
    return;
  }
  if (sessionStorage.getItem(KEY) !== location.pathname) return;
  sessionStorage.removeItem(KEY);
  if (!document.hidden) return;
  document.title = `● ${plain}`;
  setIcon(drawn(1));
  document.addEventListener("visibilitychange", () => {
    document.title = plain;
    setIcon(PLAIN);
  }, { once: true });
};
