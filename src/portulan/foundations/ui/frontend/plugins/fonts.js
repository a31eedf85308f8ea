// Cuts the two typefaces to what we set: Latin, apart the rest of Latin, weights from 400 to 700. A third of their size.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import subsetFont from "subset-font";

const LATIN = [
  [0x20, 0x7e], [0xa0, 0xff], [0x131, 0x131], [0x152, 0x153], [0x2c6, 0x2c6], [0x2da, 0x2da], [0x2dc, 0x2dc],
  [0x2000, 0x206f], [0x20ac, 0x20ac], [0x2122, 0x2122], [0x2191, 0x2191], [0x2193, 0x2193], [0x2212, 0x2212],
];
const REST = [[0x100, 0x130], [0x132, 0x151], [0x154, 0x17f], [0x1e00, 0x1e9f], [0x1ef2, 0x1eff]];
const WEIGHTS = { wght: { min: 400, max: 700, default: 400 } };
const FACES = [
  ["inter", "latin", LATIN], ["inter", "latin-ext", REST],
  ["source-serif-4", "latin", LATIN], ["source-serif-4", "latin-ext", REST],
];

const letters = (ranges) => ranges.flatMap(([first, last]) =>
  Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at))).join("");

async function cut([family, subset, ranges], folder) {
  const require = createRequire(import.meta.url);
  const whole = require.resolve(`@fontsource-variable/${family}/files/${family}-${subset}-wght-normal.woff2`);
  const font = await subsetFont(readFileSync(whole), letters(ranges), { targetFormat: "woff2", variationAxes: WEIGHTS });
  writeFileSync(path.join(folder, `${family}-${subset}.woff2`), font);
}

// The theme refers to them as "@fonts/inter-latin.woff2".
export function fonts(folder) {
  return {
    name: "portulan-fonts",
    config: () => ({ resolve: { alias: { "@fonts": path.resolve(folder) } } }),
    async buildStart() {
      mkdirSync(folder, { recursive: true });
      await Promise.all(FACES.map((face) => cut(face, folder)));
    },
  };
}
