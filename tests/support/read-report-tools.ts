/** The typefaces and the rasterizer out of the installed packages, read once a test file. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { ReportTools } from "../../src/report/report-tools.ts";

const require = createRequire(import.meta.url);
const read = (path: string): Uint8Array => new Uint8Array(readFileSync(require.resolve(path)));

let tools: ReportTools | null = null;

export function readReportTools(): ReportTools {
  tools ??= {
    fonts: {
      regular: read("@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf"),
      bold: read("@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf"),
    },
    rasterizer: read("@resvg/resvg-wasm/index_bg.wasm"),
  };
  return tools;
}
