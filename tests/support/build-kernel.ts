/**
 * `npm run kernel`: compiles src/core/routing/search-kernel.as with AssemblyScript and
 * writes the bytes into search-kernel-bytes.ts, so that the core needs neither a build
 * step nor a file to read.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { main as compile } from "assemblyscript/asc";

const ROUTING = resolve(import.meta.dirname, "../../src/core/routing");
const ENTRY = "search-kernel.ts";

/** The kernel's WebAssembly bytes, freshly compiled. */
export async function compileKernel(): Promise<Uint8Array> {
  const source = readFileSync(join(ROUTING, "search-kernel.as"), "utf8");
  let bytes: Uint8Array | null = null;
  const options = ["-O3", "--noAssert", "--runtime", "stub", "--importMemory", "--noColors"];
  const { error, stderr } = await compile([ENTRY, ...options, "--outFile", "kernel.wasm"], {
    readFile: (name) => (name === ENTRY ? source : null),
    writeFile: (name, contents) => {
      if (name === "kernel.wasm" && typeof contents !== "string") bytes = contents;
    },
    listFiles: () => [],
  });
  if (error || bytes === null) throw new Error(`${error?.message ?? "nothing was written"}\n${stderr.toString()}`);
  return bytes;
}

/** The module that carries the bytes. */
export function writeKernelModule(bytes: Uint8Array): string {
  const lines = (
    Buffer.from(bytes)
      .toString("hex")
      .match(/.{1,112}/g) ?? []
  ).map((line) => `  "${line}",`);
  return `/** search-kernel.as as WebAssembly (${bytes.length} bytes). Written by \`npm run kernel\`; do not edit. */\nexport const KERNEL_HEX = [\n${lines.join("\n")}\n].join("");\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const bytes = await compileKernel();
  writeFileSync(join(ROUTING, "search-kernel-bytes.ts"), writeKernelModule(bytes));
  console.log(`search-kernel-bytes.ts: ${bytes.length} bytes`);
}
