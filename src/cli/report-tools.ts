/** What documents are made with, out of the installed packages: the typeface of the sheets and the drawing of pixels. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { ReportTools } from "../report/report-tools.ts";
import { UndoneError } from "./command.ts";

const require = createRequire(import.meta.url);

/** @throws UndoneError where a package is not installed */
export async function loadReportTools(): Promise<ReportTools> {
  const [regular, bold, rasterizer] = await Promise.all([
    readInstalled(() => require.resolve("@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf")),
    readInstalled(() => require.resolve("@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf")),
    readInstalled(() => require.resolve("@resvg/resvg-wasm/index_bg.wasm")),
  ]);
  return { fonts: { regular, bold }, rasterizer };
}

async function readInstalled(findPath: () => string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(findPath()));
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new UndoneError(
      `缺少制作文档的组件，请先运行 npm install。 What documents are made with is missing; run npm install first. (${reason})`,
    );
  }
}
