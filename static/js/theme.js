// Light or dark before the first paint: loaded in the head, after the link to tokens-dark.css, and not deferred.
(() => {
  const link = document.getElementById("dark-tokens");
  const media = { dark: "all", light: "not all" };
  const bySystem = link.media;
  const isDark = () => matchMedia(link.media).matches;

  const apply = (theme) => { link.media = media[theme] ?? bySystem; };
  const stored = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  apply(stored());

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-theme-toggle]");
    if (!button) return;
    const show = () => button.setAttribute("aria-pressed", String(isDark()));
    button.hidden = false;
    button.addEventListener("click", () => {
      const theme = isDark() ? "light" : "dark";
      apply(theme);
      try { localStorage.setItem("theme", theme); } catch { /* a private window: the choice lasts as long as the page */ }
      show();
    });
    show();
  });
})();
