// How series differ without colour: the dash of a line, the shape of its points, the pattern of a surface; the legend.
import { svg } from "../frame/svg.js";
import { wordWidth } from "../frame/words.js";
import { round, text } from "./ground.js";

const TONES = ["sea", "ochre", "verdigris", "violet", "vermilion", "muted"];
const DASHES = [null, "7 3", "2 3", "9 3 2 3", "4 4", "1 4"];
const SHAPES = [
  "M-2.6 0a2.6 2.6 0 1 0 5.2 0a2.6 2.6 0 1 0-5.2 0", "M-2.4-2.4h4.8v4.8h-4.8z", "M0-3.2 3 2.4H-3z", "M0-3.4 3.4 0 0 3.4-3.4 0z",
  "M-3-.9h2.1V-3H.9v2.1H3V.9H.9V3H-.9V.9H-3z", "M0 3.2-3-2.4H3z",
];
const WEAVES = [null, "M-1 1 1-1M0 6 6 0M5 7 7 5", "M0 3H6", "M1.500 1.500h1.500v1.500h-1.500z", "M3 0V6", "M-1 5 1 7M0 0 6 6M5-1 7 1"];

export const tone = (series, at) => series.tone ?? TONES[at % TONES.length];
export const dash = (at) => DASHES[at % DASHES.length];

export function point(x, y, series, at) {
  const transform = `translate(${round(x)} ${round(y)})`;
  return svg("path", { d: SHAPES[at % SHAPES.length], transform, class: `point tone-${tone(series, at)}` });
}

// Patterns of surfaces, one per series, for charts that stack them.
export function weaves(plan) {
  return svg("defs", {}, ...plan.series.map((series, at) => {
    const ground = svg("rect", { width: 6, height: 6, class: `surface tone-${tone(series, at)}` });
    const weave = WEAVES[at % WEAVES.length];
    const lines = weave ? svg("path", { d: weave, class: "weave" }) : null;
    const size = { width: 6, height: 6, patternUnits: "userSpaceOnUse" };
    return svg("pattern", { id: `weave-${plan.key}-${at}`, ...size }, ground, lines);
  }));
}

export const woven = (plan, at) => `url(#weave-${plan.key}-${at})`;

const GAP = 20;
const ROW = 20;

// The names of the series, in as many rows as they need; returns the group and the height it takes.
export function legend(plan, width, swatch) {
  const group = svg("g", { class: "legend" });
  if (plan.series.length < 2) return { group, height: 0 };
  let [x, y] = [0, 10];
  plan.series.forEach((series, at) => {
    const wide = 30 + wordWidth(series.name, 12.5);
    if (x > 0 && x + wide > width) [x, y] = [0, y + ROW];
    group.append(svg("g", { transform: `translate(${round(x)} ${y})` }, swatch(series, at), text(26, 0, series.name, { dy: "0.34em", class: "key" })));
    x += wide + GAP;
  });
  return { group, height: y + 18 };
}
