import { defineConfig } from "vite";
import { atlas } from "./src/portulan/foundations/ui/frontend/plugins/atlas.js";
import { compressed } from "./src/portulan/foundations/ui/frontend/plugins/compressed.js";
import { fonts } from "./src/portulan/foundations/ui/frontend/plugins/fonts.js";
import { icons } from "./src/portulan/foundations/ui/frontend/plugins/icons.js";

const root = "src/portulan/foundations/ui/frontend";

// Addresses inside the build are relative, so that it is served from any STATIC_URL.
export default defineConfig({
  root,
  base: "./",
  publicDir: false,
  plugins: [atlas(), fonts("node_modules/.portulan/fonts"), icons(), compressed()],
  css: { preprocessorOptions: { scss: { quietDeps: true, silenceDeprecations: ["import"] } } },
  build: {
    outDir: "../static/ui/dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    sourcemap: false,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: `${root}/main.js` },
  },
});
