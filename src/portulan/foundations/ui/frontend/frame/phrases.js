// The few sentences that modules write themselves, in the languages of the page; the rest comes from the server.
const PHRASES = {
  en: {
    noData: "no data",
    none: "none",
    loading: "Drawing…",
    failed: "The drawing could not be loaded. The table below says the same.",
    interval: "95% interval",
    low: "Low bound",
    high: "High bound",
    to: "to",
    mapHelp: "Arrow keys move from country to country, Enter opens one.",
    day: "Light",
    night: "Dark",
    auto: "As the system",
  },
  fr: {
    noData: "pas de donnée",
    none: "aucun",
    loading: "Tracé en cours…",
    failed: "Le dessin n’a pas pu être chargé. Le tableau ci-dessous dit la même chose.",
    interval: "intervalle à 95 %",
    low: "Borne basse",
    high: "Borne haute",
    to: "à",
    mapHelp: "Les flèches vont d’un pays à l’autre, Entrée en ouvre un.",
    day: "Clair",
    night: "Sombre",
    auto: "Comme le système",
  },
};

export const language = () => (document.documentElement.lang || "en").slice(0, 2);
export const phrase = (key) => (PHRASES[language()] ?? PHRASES.en)[key];

// Numbers as the server writes them: see foundations/text/formats.py.
export function formatter(form, unit = "") {
  const locale = language() === "fr" ? "fr-FR" : "en-GB";
  const sign = form === "growth" ? { signDisplay: "exceptZero" } : {};
  const style = form === "number" ? { maximumFractionDigits: 2 } : { style: "percent", maximumFractionDigits: 1 };
  const format = new Intl.NumberFormat(locale, { ...style, ...sign });
  return (value) => `${format.format(value)}${form === "number" && unit ? `\u00a0${unit}` : ""}`;
}
