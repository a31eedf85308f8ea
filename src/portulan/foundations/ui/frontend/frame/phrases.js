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
    searching: "Searching…",
    nothingFound: "Nothing is found under this name.",
    unreachable: "Suggestions cannot be reached. Send the form: you will choose on the next page.",
    oneFound: "1 suggestion. Up and down arrows move, Enter chooses.",
    manyFound: "%n suggestions. Up and down arrows move, Enter chooses.",
    chosen: "Chosen: %s",
    remove: "Remove %s",
    describe: "None of these: describe “%s” below",
    keptHere: "The line is cut: kept on this device, sent when it is back.",
    broughtBack: "What you typed while the line was cut is back.",
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
    searching: "Recherche en cours…",
    nothingFound: "Rien n’est trouvé sous ce nom.",
    unreachable: "Les suggestions ne répondent pas. Envoyez le formulaire : vous choisirez à la page suivante.",
    oneFound: "1 suggestion. Les flèches haut et bas déplacent, Entrée choisit.",
    manyFound: "%n suggestions. Les flèches haut et bas déplacent, Entrée choisit.",
    chosen: "Choisi : %s",
    remove: "Retirer %s",
    describe: "Aucun de ceux-là : décrire « %s » ci-dessous",
    keptHere: "La connexion est coupée : gardé sur cet appareil, envoyé à son retour.",
    broughtBack: "Ce que vous aviez saisi pendant la coupure est de retour.",
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
