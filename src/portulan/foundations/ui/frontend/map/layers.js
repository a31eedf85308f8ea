// What both maps are made of: land, lines, circles for countries too small to be seen, links, one tip.
import { geoArea, geoPath } from "d3-geo";
import { centreOf, largest } from "./atlas.js";
import { svg } from "../frame/svg.js";

const NARROW = 5.5; // pixels: a country lower and narrower than this is a circle
const SPARSE = 9; // square pixels: islands that cover less than this are a circle
const CIRCLE = 2.9;

export function canvas(plan, [width, height]) {
  const root = svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "places", role: "group" });
  root.setAttribute("aria-label", plan.title);
  root.append(svg("defs", {}, hatch(plan.key)));
  return root;
}

// "No data" is a light hatch: never white, never zero.
function hatch(key) {
  const ground = svg("rect", { width: 4, height: 4, class: "hatch-ground" });
  const line = svg("path", { d: "M-1 1 1-1M0 4 4 0M3 5 5 3", class: "hatch-line" });
  return svg("pattern", { id: `hatch-${key}`, width: 4, height: 4, patternUnits: "userSpaceOnUse" }, ground, line);
}

// Where and how each country is drawn: its outline, or a circle in the middle of its largest piece.
export function drawnCountries(atlas, projection) {
  const path = geoPath(projection).digits(1);
  const drawn = [];
  for (const [code, shape] of atlas.shapes) {
    const d = path(shape);
    const at = projection(centreOf(shape));
    if (d && at) drawn.push({ code, d, at, small: isSmall(path, shape) });
  }
  return drawn;
}

function isSmall(path, shape) {
  if (shape.geometry.type === "Point") return true;
  const [[left, top], [right, bottom]] = path.bounds(shape);
  if (right - left < NARROW && bottom - top < NARROW) return true;
  return path.area(shape) < SPARSE || (geoArea(shape) < 6e-4 && path.area(largest(shape)) < SPARSE);
}

// A country as a link of the map; without an address (no page of its own) as plain land.
export function country({ code, d, at, small }, plan) {
  const mark = small
    ? svg("circle", { cx: at[0].toFixed(1), cy: at[1].toFixed(1), r: CIRCLE })
    : svg("path", { d });
  if (!(code in plan.names)) return svg("g", { class: "no-page" }, mark);
  const link = svg("a", { href: plan.href.replace("__", code), "data-code": code, tabindex: -1 }, mark);
  link.setAttribute("aria-label", plan.names[code]);
  return link;
}

export function linesOf(atlas, projection) {
  const path = geoPath(projection).digits(1);
  const coast = svg("path", { d: path(atlas.lines), class: "coast" });
  const disputed = svg("path", { d: path(atlas.disputed), class: "disputed" });
  return svg("g", { class: "lines", "aria-hidden": "true" }, coast, disputed);
}

// The outline of the country that is pointed at, over its neighbours.
export function outline(root) {
  const line = svg("path", { class: "outline", "aria-hidden": "true" });
  return { line, set: (code) => line.setAttribute("d", code ? outlineOf(root, code) : "") };
}

function outlineOf(root, code) {
  const mark = root.querySelector(`a[data-code="${code}"]`).firstChild;
  if (mark.tagName === "path") return mark.getAttribute("d");
  const [x, y] = [mark.getAttribute("cx"), mark.getAttribute("cy")];
  return `M${x} ${y}m${-CIRCLE - 1.5} 0a${CIRCLE + 1.5} ${CIRCLE + 1.5} 0 1 0 ${2 * CIRCLE + 3} 0a${CIRCLE + 1.5} ${CIRCLE + 1.5} 0 1 0 ${-2 * CIRCLE - 3} 0`;
}

// Tells ``enter`` which country the pointer or the focus is on, and where to put the tip; ``leave`` when on none.
export function watch(root, place, enter, leave) {
  const codeOf = (event) => event.target.closest?.("a[data-code]")?.dataset.code;
  const within = (x, y) => {
    const box = place.getBoundingClientRect();
    return [x - box.left, y - box.top];
  };
  root.addEventListener("pointermove", (event) => {
    const code = codeOf(event);
    if (code) enter(code, ...within(event.clientX, event.clientY));
    else leave();
  });
  root.addEventListener("pointerleave", leave);
  root.addEventListener("focusin", (event) => {
    const code = codeOf(event);
    const box = event.target.getBoundingClientRect();
    if (code) enter(code, ...within(box.left + box.width / 2, box.top + box.height / 2));
  });
  root.addEventListener("focusout", leave);
  root.addEventListener("keydown", (event) => event.key === "Escape" && leave());
}
