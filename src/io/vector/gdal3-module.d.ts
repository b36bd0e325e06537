/** The Emscripten module inside gdal3.js, which comes without types; only what `open-gdal` uses. */
declare module "gdal3.js/build/package/gdal3WebAssembly.js" {
  export interface GdalFileSystem {
    mkdirTree(path: string): void;
    writeFile(path: string, data: Uint8Array, options?: { canOwn?: boolean }): void;
    readFile(path: string): Uint8Array;
    unlink(path: string): void;
    readdir(path: string): string[];
    read(...parameters: unknown[]): number;
    write(...parameters: unknown[]): number;
  }

  export interface GdalModule {
    readonly FS: GdalFileSystem;
    readonly ENV: Record<string, string>;
    readonly HEAPU32: Uint32Array;
    ccall(
      name: string,
      returns: "number" | "string" | null,
      types: readonly ("number" | "string")[],
      parameters: readonly (number | string | null)[],
    ): unknown;
    UTF8ToString(pointer: number): string;
    stringToUTF8(text: string, pointer: number, room: number): void;
    lengthBytesUTF8(text: string): number;
    _malloc(bytes: number): number;
    _free(pointer: number): void;
  }

  export interface GdalModuleOptions {
    print(line: string): void;
    printErr(line: string): void;
    locateFile(file: string): string;
    getPreloadedPackage(): ArrayBuffer;
    instantiateWasm(
      imports: WebAssembly.Imports,
      receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
    ): object;
    readonly preRun: readonly ((module: GdalModule) => void)[];
  }

  const createModule: (options: GdalModuleOptions) => Promise<GdalModule>;

  // biome-ignore lint/style/noDefaultExport: it is the module's own.
  export { createModule as default };
}
