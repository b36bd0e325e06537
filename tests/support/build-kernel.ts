/**
 * `npm run kernel`: compiles the kernels of src/core with AssemblyScript and writes their
 * bytes into modules beside them, so that the core needs neither a build step nor a file
 * to read.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { main as compile } from "assemblyscript/asc";

interface Kernel {
  /** Path and name within src/core, without an ending. */
  readonly path: string;
  readonly options: readonly string[];
}

export const KERNELS: readonly Kernel[] = [
  { path: "routing/search-kernel", options: [] },
  { path: "isochrone/slack-kernel", options: ["--enable", "simd"] },
];

/** Where the module with a kernel's bytes stands. */
export function bytesPath({ path }: Kernel): string {
  return resolve(import.meta.dirname, `../../src/core/${path}-bytes.ts`);
}

/** The module that carries a kernel's WebAssembly bytes, freshly compiled. */
export async function buildKernel(kernel: Kernel): Promise<string> {
  const name = kernel.path.split("/").at(-1) as string;
  const entry = `${name}.ts`;
  const source = readFileSync(resolve(import.meta.dirname, `../../src/core/${kernel.path}.as`), "utf8");
  let bytes = new Uint8Array(0);
  const options = ["-O3", "--noAssert", "--runtime", "stub", "--importMemory", "--noColors", ...kernel.options];
  const { error, stderr } = await compile([entry, ...options, "--outFile", "kernel.wasm"], {
    readFile: (file) => (file === entry ? source : null),
    writeFile: (file, contents) => {
      if (file === "kernel.wasm" && typeof contents !== "string") bytes = new Uint8Array(contents);
    },
    listFiles: () => [],
  });
  if (error || bytes.length === 0) throw new Error(`${error?.message ?? "nothing was written"}\n${stderr.toString()}`);
  const digits = Buffer.from(bytes).toString("hex");
  const lines = (digits.match(/.{1,112}/g) ?? []).map((line) => `  "${line}",`);
  return `/** ${name}.as as WebAssembly (${bytes.length} bytes). Written by \`npm run kernel\`; do not edit. */\nexport const KERNEL_HEX = [\n${lines.join("\n")}\n].join("");\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const kernel of KERNELS) {
    writeFileSync(bytesPath(kernel), await buildKernel(kernel));
    console.log(`${kernel.path}-bytes.ts`);
  }
}
