// The world, coloured by a figure, for the year a reader slides to.
import { geoEqualEarth, geoPath } from "d3-geo";
import { formatter, phrase } from "../frame/phrases.js";
import { centreOf } from "./atlas.js";
import { roving } from "./focus.js";
import { canvas, country, drawnCountries, linesOf, outline, watch } from "./layers.js";
import { rhumbLine } from "./rhumb.js";
import { svg } from "../frame/svg.js";
import { tipIn } from "../frame/tip.js";
import { followYear } from "./year.js";

const SIZE = [960, 430];
const INHABITED = { type: "MultiPoint", coordinates: [[-169, 0], [-169.1, 0], [11, 83.6], [11, -55.8]] };

export async function drawWorld(place, plan, atlas) {
  const { values } = await readJson(plan.src);
  const projection = geoEqualEarth().rotate([-11, 0]).fitSize(SIZE, INHABITED);
  const world = { plan, atlas, projection, values, year: plan.year, place };
  const drawn = drawnCountries(atlas, projection).filter((one) => one.code !== "AQ");
  const layer = (css, ones) => svg("g", { class: css }, ...ones.map((one) => country(one, plan)));
  const land = layer("land", drawn.filter((one) => !one.small));
  const small = layer("land small", drawn.filter((one) => one.small));
  world.bearing = svg("path", { class: "rhumb", "aria-hidden": "true" });
  world.root = canvas(plan, SIZE);
  world.outline = outline(world.root);
  world.root.append(land, linesOf(atlas, projection), small, harbours(world), world.outline.line, world.bearing);
  place.replaceChildren(world.root);
  world.tip = tipIn(place);
  colour(world);
  roving(world.root, drawn.filter((one) => one.code in plan.names), "FR");
  watch(world.root, place, (...where) => point(world, ...where), () => leave(world));
  followYear(place.closest("figure"), plan, (year) => colour(Object.assign(world, { year })));
}

// Our offices, as small diamonds; which countries each covers is said by the page's tables.
function harbours({ plan, projection }) {
  const marks = plan.offices.map((office) => {
    const [x, y] = projection([office.lon, office.lat]);
    return svg("path", { class: "point-office", d: `M${x.toFixed(1)} ${(y - 4).toFixed(1)}l4 4l-4 4l-4 -4z` });
  });
  return svg("g", { class: "harbours", "aria-hidden": "true" }, ...marks);
}

async function readJson(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  return answer.json();
}

const valueOf = ({ values, year }, code) => (year === null ? values[code] : values[code]?.[year]);

// The colour of a value: 1 to 5, 0 when it is under the first step, null for no data.
function stepOf(value, { breaks, tones }) {
  if (value === null || value === undefined) return null;
  return tones[breaks.filter((bound) => value >= bound).length - 1] ?? 0;
}

function colour(world) {
  const { plan, root } = world;
  for (const link of root.querySelectorAll("a[data-code]")) {
    const step = stepOf(valueOf(world, link.dataset.code), plan);
    link.setAttribute("class", step === null ? "no-data" : `step-${step}`);
    link.setAttribute("aria-label", said(world, link.dataset.code).join(": "));
    const mark = link.firstChild;
    if (step === null) mark.setAttribute("fill", `url(#hatch-${plan.key})`);
    else mark.removeAttribute("fill");
  }
}

function said(world, code) {
  const { plan, year } = world;
  const value = valueOf(world, code);
  const text = value === undefined || value === null ? phrase("noData") : formatter(plan.form, plan.unit)(value);
  return [plan.names[code], year === null ? text : `${text}, ${year}`];
}

function point(world, code, x, y) {
  world.tip.show(said(world, code), x, y);
  if (world.pointed === code) return;
  world.pointed = code;
  world.outline.set(code);
  world.bearing.setAttribute("d", bearingsTo(world, code));
}

// Lines from our offices on focus only: from each office whose territory the country is in.
function bearingsTo({ plan, atlas, projection }, code) {
  const path = geoPath(projection).digits(1);
  const to = centreOf(atlas.shapes.get(code));
  const offices = plan.offices.filter((office) => office.territory.includes(code));
  return offices.map((office) => path(rhumbLine([office.lon, office.lat], to))).join("");
}

function leave(world) {
  world.tip.hide();
  world.pointed = null;
  world.outline.set(null);
  world.bearing.setAttribute("d", "");
}
