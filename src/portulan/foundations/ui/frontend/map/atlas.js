// The atlas, fetched once: shapes by country code, lines to draw, and a centre for those too small to be seen.
import { feature } from "topojson-client";
import { geoArea, geoCentroid } from "d3-geo";
import address from "virtual:atlas";

let loaded;

export function loadAtlas() {
  loaded ??= fetch(address).then((answer) => answer.json()).then(readAtlas);
  return loaded;
}

function readAtlas(topology) {
  const { countries, disputed, lines } = topology.objects;
  const shapes = new Map(feature(topology, countries).features.map((shape) => [shape.id, shape]));
  for (const [code, coordinates] of Object.entries(topology.points)) {
    shapes.set(code, { type: "Feature", id: code, geometry: { type: "Point", coordinates } });
  }
  return { shapes, lines: feature(topology, lines), disputed: feature(topology, disputed) };
}

// The middle of the largest piece of a country: where its circle and its lines go.
export function centreOf(shape) {
  if (shape.geometry.type === "Point") return shape.geometry.coordinates;
  return geoCentroid(largest(shape));
}

export function largest(shape) {
  if (shape.geometry.type !== "MultiPolygon") return shape;
  const pieces = shape.geometry.coordinates.map((coordinates) => ({ type: "Polygon", coordinates }));
  return pieces.reduce((one, other) => (geoArea(other) > geoArea(one) ? other : one));
}
