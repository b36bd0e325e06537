/**
 * Where the two files of GDAL (see `open-gdal`) come from: beside the installed package in Node, from wherever a page's bundler
 * put them else. Apart from the library's door, so that a worker can name its source without loading anything.
 */

export interface GdalFiles {
  readonly wasm: () => Promise<ArrayBuffer>;
  readonly data: () => Promise<ArrayBuffer>;
}

interface NodeFiles {
  readFileSync(url: URL): Uint8Array<ArrayBuffer>;
}

/** Node's own modules are asked for by name, so that no bundler follows them. */
async function readFromPackage(name: string): Promise<ArrayBuffer> {
  const { process } = globalThis as { process?: { getBuiltinModule?(name: string): NodeFiles } };
  const disk = process?.getBuiltinModule?.("node:fs");
  if (!disk) throw new Error("GDAL's files were not provided");
  const bytes = disk.readFileSync(new URL(`dist/package/${name}`, import.meta.resolve("gdal3.js/package.json")));
  return bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer;
}

let files: GdalFiles = {
  wasm: () => readFromPackage("gdal3WebAssembly.wasm"),
  data: () => readFromPackage("gdal3WebAssembly.data"),
};

/** Says where the files lie; to be called before the first use. */
export function provideGdal(given: GdalFiles): void {
  files = given;
}

/** The files as they were last provided. */
export function gdalFiles(): GdalFiles {
  return files;
}
