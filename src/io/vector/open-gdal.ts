/**
 * GDAL (3.8, compiled to WebAssembly by gdal3.js) for the formats that nothing smaller reads. Its two files, 40 MB, are
 * loaded and compiled on first use and kept. Every piece of work gets an instance of its own (about 50 ms), with its own
 * files in memory: nothing has to be tidied up, and a crash, an exhausted memory or a lost file ends that piece alone.
 */
import type { GdalModule } from "gdal3.js/build/package/gdal3WebAssembly.js";
import type { WorkControl } from "../../core/analysis-result.ts";
import { AnalysisError, BadDataError } from "../../core/errors.ts";
import { Pace } from "../breathe.ts";
import { gdalFiles } from "./gdal-files.ts";

/** An instance begins with half a gigabyte of addresses; only what is touched counts. */
const MOST_MEMORY = 1280 * 2 ** 20;
/** After which work is ended at its next read or write. */
const MOST_SECONDS = 8;
/** What may be written, beside so many times what is read. */
const MOST_WRITTEN = 256 * 2 ** 20;
const WRITTEN_PER_BYTE = 40;
/** Further seconds that a large file may take, for each megabyte. */
const SECONDS_PER_MEGABYTE = 0.5;
const PAGE_BYTES = 65536;
const KEPT_MESSAGES = 50;
/** GDAL_OF_VECTOR and GDAL_OF_VERBOSE_ERROR. */
const OPEN_VECTOR = 0x44;

/** Ends work that went too far, through all of the library's own frames. */
class WentTooFar extends Error {
  readonly details: Readonly<Record<string, string | number>>;
  constructor(details: WentTooFar["details"]) {
    super("too far");
    this.details = details;
  }
}

/** The library itself came to grief: nothing is said of the file by that, which another way may read. */
export class GdalCrash extends BadDataError {}

interface LoadedGdal {
  readonly createModule: typeof import("gdal3.js/build/package/gdal3WebAssembly.js").default;
  readonly wasm: WebAssembly.Module;
  readonly data: ArrayBuffer;
}

let loaded: Promise<LoadedGdal> | null = null;

async function loadGdal(): Promise<LoadedGdal> {
  const from = gdalFiles();
  const [{ default: createModule }, wasm, data] = await Promise.all([
    import("gdal3.js/build/package/gdal3WebAssembly.js"),
    from.wasm().then((bytes) => WebAssembly.compile(bytes)),
    from.data(),
  ]);
  return { createModule, wasm, data };
}

/** Keeps a memory below a size: growing beyond that is refused, as on a machine that has no more. */
export function boundMemory(memory: WebAssembly.Memory, mostBytes: number): void {
  const grow = memory.grow.bind(memory);
  memory.grow = (pages) => {
    if (memory.buffer.byteLength + pages * PAGE_BYTES > mostBytes) throw new RangeError("memory");
    return grow(pages);
  };
}

export interface GdalBounds {
  readonly mostSeconds: number;
  readonly mostWritten: number;
  /** Bytes that there are to read, of which progress is told. */
  readonly bytes: number;
}

/**
 * Ends the work from within its next read or write once the time is over, too much is written or it was called off. The library's own
 * work has no pauses: a cancellation is heard there only where the signal knows of it without a message.
 */
function boundWork({ FS }: GdalModule, { mostSeconds, mostWritten, bytes }: GdalBounds, control: WorkControl): void {
  const end = performance.now() + 1000 * mostSeconds;
  const pace = new Pace(control);
  const { read, write } = FS;
  let written = 0;
  let done = 0;
  const look = (): void => {
    if (performance.now() > end) throw new WentTooFar({ what: "took-too-long", seconds: Math.round(mostSeconds) });
    pace.look(Math.min(done, bytes), bytes);
  };
  FS.read = (...parameters) => {
    look();
    const count = read(...parameters);
    done += count;
    return count;
  };
  FS.write = (...parameters) => {
    look();
    const count = write(...parameters);
    written += count;
    if (written > mostWritten) throw new WentTooFar({ limit: mostWritten });
    return count;
  };
}

/** One instance of the library with its own files. */
export class Gdal {
  /** What it said while working, oldest first. */
  readonly messages: string[];
  private readonly module: GdalModule;

  constructor(module: GdalModule, messages: string[]) {
    this.module = module;
    this.messages = messages;
  }

  /** From now on, ends the work at its next read or write once it goes beyond its bounds or is called off. */
  boundWork(bounds: GdalBounds, control: WorkControl): void {
    boundWork(this.module, bounds, control);
  }

  /** Puts a file into its memory, under an absolute path. The bytes are not copied and must not change. */
  writeFile(path: string, bytes: Uint8Array): void {
    const { FS } = this.module;
    FS.mkdirTree(path.slice(0, path.lastIndexOf("/")) || "/");
    FS.writeFile(path, bytes, { canOwn: true });
  }

  /** A file of its memory. */
  readFile(path: string): Uint8Array {
    return this.module.FS.readFile(path);
  }

  /** A file of its memory, which then is gone from there. */
  takeFile(path: string): Uint8Array {
    const bytes = this.readFile(path);
    this.module.FS.unlink(path);
    return bytes;
  }

  /** Makes a folder in its memory, unless it is there. */
  makeFolder(path: string): void {
    this.module.FS.mkdirTree(path);
  }

  /** Names in a folder of its memory. */
  listFolder(path: string): readonly string[] {
    return this.module.FS.readdir(path).filter((name) => name !== "." && name !== "..");
  }

  /** A handle of a data set of vectors, opened for reading; null where none of the drivers can. */
  open(path: string, drivers: readonly string[], options: readonly string[] = []): number | null {
    const types = ["string", "number", "number", "number", "number"] as const;
    const parameters = [path, OPEN_VECTOR, this.listOf(drivers), this.listOf(options), 0];
    return (this.module.ccall("GDALOpenEx", "number", types, parameters) as number) || null;
  }

  /** Writes what is left to write. */
  close(dataset: number): void {
    this.module.ccall("GDALClose", null, ["number"], [dataset]);
  }

  /** What `ogrinfo` tells of a data set, with its options (`-json`, `-so` …); null where it fails. */
  describe(dataset: number, options: readonly string[]): string | null {
    const { module } = this;
    const given = this.call("GDALVectorInfoOptionsNew", this.listOf(options), 0);
    if (given === 0) return null;
    const pointer = this.call("GDALVectorInfo", dataset, given);
    return pointer === 0 ? null : module.UTF8ToString(pointer);
  }

  /** Copies a data set as `ogr2ogr` does, with its options (`-f`, `-sql` …). False where it fails. */
  translate(target: string, dataset: number, options: readonly string[]): boolean {
    const { module } = this;
    const given = this.call("GDALVectorTranslateOptionsNew", this.listOf(options), 0);
    if (given === 0) return false;
    const sources = module._malloc(4);
    module.HEAPU32[sources / 4] = dataset;
    const types = ["string", "number", "number", "number", "number", "number"] as const;
    const copy = module.ccall("GDALVectorTranslate", "number", types, [target, 0, 1, sources, given, 0]) as number;
    if (copy === 0) return false;
    this.close(copy);
    return true;
  }

  /** The last error that it told of, in its own words, from a message on; undefined where it told of none. */
  lastFault(from = 0): string | undefined {
    return this.messages
      .slice(from)
      .findLast((message) => message.startsWith("ERROR"))
      ?.replace(/^ERROR \d+: /, "")
      .slice(0, 80);
  }

  private call(name: string, ...parameters: readonly number[]): number {
    const types = parameters.map(() => "number" as const);
    return this.module.ccall(name, "number", types, parameters) as number;
  }

  /** A list of texts as C keeps it; freed with the instance. */
  private listOf(texts: readonly string[]): number {
    if (texts.length === 0) return 0;
    const { module } = this;
    const pointers = texts.map((text) => {
      const room = module.lengthBytesUTF8(text) + 1;
      const pointer = module._malloc(room);
      module.stringToUTF8(text, pointer, room);
      return pointer;
    });
    const list = module._malloc(4 * (texts.length + 1));
    module.HEAPU32.set([...pointers, 0], list / 4);
    return list;
  }
}

async function createGdal(): Promise<Gdal> {
  loaded ??= loadGdal();
  const { createModule, wasm, data } = await loaded.catch((error: unknown) => {
    // The next question tries again: the network may be back.
    loaded = null;
    throw error;
  });
  const messages: string[] = [];
  const note = (line: string): void => {
    if (messages.length < KEPT_MESSAGES) messages.push(line);
  };
  const module = await new Promise<GdalModule>((resolve, reject) => {
    createModule({
      print: note,
      printErr: note,
      locateFile: (file) => file,
      getPreloadedPackage: () => data,
      instantiateWasm: (imports, receive) => {
        WebAssembly.instantiate(wasm, imports).then((instance) => {
          const memory = Object.values(instance.exports).find((value) => value instanceof WebAssembly.Memory);
          if (memory) boundMemory(memory, MOST_MEMORY);
          receive(instance, wasm);
        }, reject);
        return {};
      },
      preRun: [
        ({ ENV }) => {
          ENV.PROJ_LIB = "/usr/share/proj";
          ENV.GDAL_DATA = "/usr/share/gdal";
          ENV.GDAL_NUM_THREADS = "1";
          // Drawings are handed over in UTF-8 (`dxf-text`).
          ENV.DXF_ENCODING = "UTF-8";
        },
      ],
    }).then(resolve, reject);
  });
  module.ccall("GDALAllRegister", null, [], []);
  return new Gdal(module, messages);
}

/**
 * Works with an instance of GDAL that ends with the work. `layer` and `format` name the file in issues; `bytes` is how much
 * there is to read, which gives it more time. Whatever ends the work early becomes a BadDataError (unreadable-file, or
 * too-large where it ran out of time or memory; GdalCrash where the library broke), a cancellation an AnalysisError.
 */
export async function runGdal<Answer>(
  { layer, format, bytes }: { readonly layer: string; readonly format: string; readonly bytes: number },
  work: (gdal: Gdal) => Answer | Promise<Answer>,
  control: WorkControl = {},
  mostSeconds = MOST_SECONDS + (bytes / 1e6) * SECONDS_PER_MEGABYTE,
): Promise<Answer> {
  const gdal = await createGdal();
  gdal.boundWork({ mostSeconds, mostWritten: MOST_WRITTEN + WRITTEN_PER_BYTE * bytes, bytes }, control);
  try {
    return await work(gdal);
  } catch (error) {
    if (error instanceof BadDataError || error instanceof AnalysisError) throw error;
    const Fault = error instanceof WebAssembly.RuntimeError ? GdalCrash : BadDataError;
    throw new Fault([
      error instanceof WentTooFar
        ? { code: "too-large", severity: "error", layer, details: { format, ...error.details } }
        : { code: "unreadable-file", severity: "error", layer, value: gdal.lastFault(), details: { format } },
    ]);
  }
}
