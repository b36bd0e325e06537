/** What documents are made with, out of the installed packages: the typeface of the sheets and the drawing of pixels. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { ReportTools } from "../report/report-tools.ts";
import { UndoneError } from "./command.ts";

const FONT_PACKAGE = "@expo-google-fonts/noto-sans-sc";

/** @throws UndoneError where a package is not installed */
export async function loadReportTools(): Promise<ReportTools> {
  const [regular, bold, rasterizer] = await Promise.all([
    readInstalled(`${FONT_PACKAGE}/400Regular/NotoSansSC_400Regular.ttf`),
    readInstalled(`${FONT_PACKAGE}/700Bold/NotoSansSC_700Bold.ttf`),
    readInstalled("@resvg/resvg-wasm/index_bg.wasm"),
  ]);
  return { fonts: { regular, bold }, rasterizer };
}

async function readInstalled(specifier: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(createRequire(import.meta.url).resolve(specifier)));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UndoneError(
      `缺少制作文档的组件 ${specifier}，请先运行 npm install。 ${specifier} is missing; run npm install first. (${reason})`,
    );
  }
}
