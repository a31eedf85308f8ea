// Writes dist/icons.json: the body of each Bootstrap icon that icons.json lists, for the {% icon %} tag.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createRequire } from "node:module";
import path from "node:path";

const here = path.dirname(fileURLToPath(import.meta.url));
const folder = path.dirname(createRequire(import.meta.url).resolve("bootstrap-icons/package.json"));

function bodyOf(name) {
  const svg = readFileSync(path.join(folder, "icons", `${name}.svg`), "utf8");
  return svg.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "").replace(/\s*\n\s*/g, "");
}

export function icons() {
  return {
    name: "portulan-icons",
    generateBundle() {
      const names = JSON.parse(readFileSync(path.join(here, "..", "icons.json"), "utf8"));
      const source = JSON.stringify(Object.fromEntries(names.sort().map((name) => [name, bodyOf(name)])));
      this.emitFile({ type: "asset", fileName: "icons.json", source });
    },
  };
}
