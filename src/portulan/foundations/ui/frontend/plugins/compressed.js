// Writes each text file of the build compressed beside it: the server sends these as they are.
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const TEXT = /\.(js|css|json|svg)$/;
const WORTH = 700; // bytes: below, compression gains nothing

export function compressed() {
  return {
    name: "portulan-compressed",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        for (const [fileName, file] of Object.entries(bundle)) {
          const source = Buffer.from(file.type === "chunk" ? file.code : file.source);
          if (!TEXT.test(fileName) || !fileName.startsWith("assets/") || source.length < WORTH) continue;
          const size = { [constants.BROTLI_PARAM_SIZE_HINT]: source.length };
          this.emitFile({ type: "asset", fileName: `${fileName}.br`, source: brotliCompressSync(source, { params: size }) });
          this.emitFile({ type: "asset", fileName: `${fileName}.gz`, source: gzipSync(source, { level: 9 }) });
        }
      },
    },
  };
}
