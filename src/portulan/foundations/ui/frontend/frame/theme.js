// Light, dark or as the system: kept in a cookie, so that the server writes it in the page and nothing flashes.
const NEXT = { auto: { true: "light", false: "dark" }, light: "dark", dark: "light" };
const YEAR = 365 * 24 * 3600;

export const isDark = () => {
  const chosen = document.documentElement.dataset.theme;
  return chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
};

function change() {
  const chosen = document.documentElement.dataset.theme;
  const theme = chosen === "light" || chosen === "dark" ? NEXT[chosen] : NEXT.auto[isDark()];
  document.documentElement.dataset.theme = theme;
  document.cookie = `theme=${theme}; path=/; max-age=${YEAR}; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
  announce();
}

const announce = () => document.dispatchEvent(new Event("portulan:theme"));

export function startTheme() {
  for (const button of document.querySelectorAll("[data-theme-switch]")) {
    button.hidden = false;
    button.addEventListener("click", change);
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", announce);
}
