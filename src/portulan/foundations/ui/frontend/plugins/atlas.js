// Builds the atlas of the maps from world-atlas (Natural Earth 1:50m): countries by ISO 3166-1 alpha-2, disputed
// borders apart, simplified until it travels lightly. Import it with `import url from "virtual:atlas"`.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoArea, geoCentroid } from "d3-geo";
import { feature, mesh, mergeArcs } from "topojson-client";
import { topology } from "topojson-server";
import { presimplify, simplify, sphericalTriangleArea } from "topojson-simplify";

const NAME = "virtual:atlas";
const QUANTUM = 1e4; // cells across the world: 0.036 degree, 4 km at the equator
const DETAIL = 1.5e-6; // triangles under this area (steradians) are flattened
const SMALL = 4e-4; // steradians, 16,000 km2: such countries keep thirty times more detail
const ISLET = 2.5e-6; // steradians, 100 km2: islets under this are left out of countries that are not small
const SPECK = 2e-6; // steradians, 80 km2: countries under this are a point

// Natural Earth draws these inside another country; the United Nations list, or map, them otherwise.
const WITHIN = {
  Russia: [["Ukraine", ([x, y]) => x > 32 && x < 36.7 && y > 44.2 && y < 46.3]], // Crimea
  France: [
    ["GF", ([x, y]) => x < -50 && x > -56 && y < 7],
    ["RE", ([x, y]) => x > 54 && y < -20],
    ["YT", ([x, y]) => x > 44 && x < 46 && y < -12],
    ["MQ", ([x, y]) => x < -60 && y < 15],
    ["GP", ([x, y]) => x < -60 && y > 15],
  ],
  Norway: [["SJ", ([x, y]) => y > 73 || x < 0]],
  Netherlands: [["BQ", ([x]) => x < -50]],
  "New Zealand": [["TK", ([x, y]) => x < -170 && y > -12]],
  "Indian Ocean Ter.": [["CX", ([x]) => x > 104], ["CC", ([x]) => x < 98]],
};
const MERGED = { Somaliland: "Somalia", "N. Cyprus": "Cyprus", "Ashmore and Cartier Is.": "Australia" };
const CODES = { Kosovo: "XK", "Siachen Glacier": "-99" };
const DISPUTED = [
  ["Morocco", "W. Sahara"], ["Serbia", "Kosovo"], ["Cyprus", "N. Cyprus"], ["Somalia", "Somaliland"],
  ["Israel", "Palestine"], ["Israel", "Syria"], ["Jordan", "Palestine"], ["India", "Siachen Glacier"],
  ["Pakistan", "Siachen Glacier"], ["China", "Siachen Glacier"], ["Ukraine", "Crimea"],
];
const DISPUTED_PART = [
  ["India", "Pakistan", ([x, y]) => y > 32.6], // line of control in Jammu and Kashmir
  ["India", "China", ([x, y]) => (x < 80 && y > 32) || x > 91.6], // Aksai Chin, Arunachal
  ["Sudan", "S. Sudan", ([x, y]) => x > 27.8 && x < 29.1 && y < 10.8], // Abyei
];
// Countries of ISO 3166-1 too small for 1:50m.
const POINTS = { GI: [-5.35, 36.14], TV: [179.2, -8.52], UM: [166.6, 19.3], BV: [3.36, -54.42] };

const require = createRequire(import.meta.url);
const iso = JSON.parse(readFileSync(new URL("./iso.json", import.meta.url), "utf8"));

function rings(geometry) {
  return geometry.type === "Polygon" ? [geometry.arcs] : geometry.arcs;
}

function centre(source, polygon) {
  return geoCentroid(feature(source, { type: "Polygon", arcs: polygon }));
}

// Natural Earth gives Morocco what lies west of the berm; the United Nations map the whole of Western Sahara apart,
// south of 27 degrees 40 minutes. The outline is cut between its two points nearest to the ends of that line.
function withWesternSahara(source) {
  const whole = feature(source, source.objects.countries);
  const morocco = whole.features.find((one) => one.properties.name === "Morocco");
  const sahara = whole.features.find((one) => one.properties.name === "W. Sahara");
  const pieces = polygonsOf(morocco).sort((one, other) => other[0].length - one[0].length);
  const [north, south] = cut(pieces[0][0], [-13.18, 27.67], [-8.67, 27.67]);
  morocco.geometry = { type: "MultiPolygon", coordinates: [[north], ...pieces.slice(1)] };
  sahara.geometry = { type: "MultiPolygon", coordinates: [[south], ...polygonsOf(sahara)] };
  return topology({ countries: whole });
}

const polygonsOf = ({ geometry }) => (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates);

function cut(ring, ...ends) {
  const open = ring.slice(0, -1);
  const nearest = ([x, y]) => open.reduce((best, [px, py], at) =>
    Math.hypot(px - x, py - y) < Math.hypot(open[best][0] - x, open[best][1] - y) ? at : best, 0);
  const [first, last] = ends.map(nearest).sort((one, other) => one - other);
  const inner = [...open.slice(first, last + 1), open[first]];
  const outer = [...open.slice(0, first + 1), ...open.slice(last), open[0]];
  const mean = (points) => points.reduce((sum, [, y]) => sum + y, 0) / points.length;
  return mean(inner) > mean(outer) ? [inner, outer] : [outer, inner];
}

// Countries as lists of polygons (arcs of the source), by name for the disputed pairs.
function partsOf(source) {
  const parts = new Map();
  for (const geometry of source.objects.countries.geometries) {
    const name = geometry.properties.name;
    const code = CODES[name] ?? iso[geometry.id];
    for (const polygon of rings(geometry)) {
      const [given] = (WITHIN[name] ?? []).find(([, inside]) => inside(centre(source, polygon))) ?? [];
      const key = given === "Ukraine" ? "Crimea" : (given ?? name);
      if (!parts.has(key)) parts.set(key, { code: key === "Crimea" ? "UA" : (given ?? code), polygons: [] });
      parts.get(key).polygons.push(polygon);
    }
  }
  for (const [name, owner] of Object.entries(MERGED)) parts.get(name).code = parts.get(owner).code;
  return parts;
}

function border(source, parts, one, other) {
  const shape = (name) => ({ type: "MultiPolygon", arcs: parts.get(name).polygons });
  const pair = { type: "GeometryCollection", geometries: [shape(one), shape(other)] };
  return mesh(source, pair, (a, b) => a !== b).coordinates;
}

// The stretches of a border that lie inside, each at least two points long.
function stretches(lines, inside) {
  const found = [];
  for (const line of lines) {
    let run = [];
    for (const point of [...line, null]) {
      if (point && inside(point)) run.push(point);
      else {
        if (run.length > 1) found.push(run);
        run = [];
      }
    }
  }
  return found;
}

function disputed(source, parts) {
  const whole = DISPUTED.flatMap(([one, other]) => border(source, parts, one, other));
  const part = DISPUTED_PART.flatMap(([one, other, inside]) => stretches(border(source, parts, one, other), inside));
  return { type: "MultiLineString", coordinates: [...whole, ...part] };
}

function withoutIslets(shape) {
  if (shape.type !== "MultiPolygon" || geoArea(shape) < SMALL) return shape;
  const kept = shape.coordinates.filter((polygon) => geoArea({ type: "Polygon", coordinates: polygon }) > ISLET);
  return { type: "MultiPolygon", coordinates: kept };
}

function countries(source, parts) {
  const byCode = Map.groupBy([...parts.values()].filter((part) => part.code), (part) => part.code);
  return [...byCode].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, several]) => {
    const objects = several.map((part) => ({ type: "MultiPolygon", arcs: part.polygons }));
    const shape = feature(source, mergeArcs(source, objects)).geometry;
    return { type: "Feature", id: code, properties: {}, geometry: withoutIslets(shape) };
  });
}

// Small countries keep their detail: the arcs they use weigh more.
function weighted(drawn) {
  const light = presimplify(drawn, sphericalTriangleArea);
  const heavy = new Set();
  for (const geometry of light.objects.countries.geometries) {
    if (!geometry.type || geoArea(feature(light, geometry)) > SMALL) continue;
    for (const polygon of rings(geometry)) for (const arc of polygon.flat()) heavy.add(arc < 0 ? ~arc : arc);
  }
  for (const arc of heavy) for (const point of light.arcs[arc]) point[2] *= 30;
  return light;
}

export function buildAtlas() {
  const source = withWesternSahara(JSON.parse(readFileSync(require.resolve("world-atlas/countries-50m.json"), "utf8")));
  const parts = partsOf(source);
  const all = countries(source, parts);
  const specks = all.filter((one) => geoArea(one) < SPECK);
  const features = { type: "FeatureCollection", features: all.filter((one) => !specks.includes(one)) };
  const drawn = topology({ countries: features, disputed: disputed(source, parts) }, QUANTUM);
  const { scale, translate } = drawn.transform;
  const light = simplify(weighted(drawn), DETAIL);
  const cells = light.arcs.map((arc) => deltas(arc, scale, translate)); // presimplify gave degrees back
  for (const geometry of light.objects.countries.geometries) delete geometry.properties;
  light.objects.lines = settled(light);
  delete light.bbox;
  return { ...light, transform: { scale, translate }, arcs: cells, points: { ...POINTS, ...Object.fromEntries(specks.map(middle)) } };
}

const middle = (one) => [one.id, geoCentroid(one).map((degree) => Math.round(degree * 1e3) / 1e3)];

function deltas(arc, [kx, ky], [dx, dy]) {
  let [px, py] = [0, 0];
  const steps = arc.map(([x, y]) => {
    const [cx, cy] = [Math.round((x - dx) / kx), Math.round((y - dy) / ky)];
    const step = [cx - px, cy - py];
    [px, py] = [cx, cy];
    return step;
  });
  return steps.filter(([x, y], place) => place === 0 || x !== 0 || y !== 0);
}

// Coasts and settled borders: every arc but the disputed ones, each drawn once.
function settled(light) {
  const apart = new Set(light.objects.disputed.arcs.flat().map((arc) => (arc < 0 ? ~arc : arc)));
  return { type: "MultiLineString", arcs: light.arcs.map((_, arc) => [arc]).filter(([arc]) => !apart.has(arc)) };
}

export function atlas() {
  return {
    name: "portulan-atlas",
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    load(id) {
      if (id !== `\0${NAME}`) return null;
      const reference = this.emitFile({ type: "asset", name: "atlas.json", source: JSON.stringify(buildAtlas()) });
      return `export default import.meta.ROLLUP_FILE_URL_${reference};`;
    },
  };
}
