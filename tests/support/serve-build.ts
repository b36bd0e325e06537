/** Serves the built app from a free port, as any static server would: isolated from other origins, or without any header for it. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize, resolve, sep } from "node:path";
import { ISOLATION_HEADERS } from "../../isolation-headers.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".fgb": "application/octet-stream",
};

export interface ServedBuild {
  readonly url: string;
  /** Paths asked for, in order. */
  readonly requested: readonly string[];
  close(): Promise<void>;
}

export interface ServeOptions {
  /** The build by default. */
  readonly folder?: string;
  /** False leaves the isolating headers out. */
  readonly isolated?: boolean;
  /** Paths for which there is nothing to be had at the moment. */
  readonly isMissing?: (path: string) => boolean;
}

/** Starts serving. */
export async function serveBuild(options: ServeOptions = {}): Promise<ServedBuild> {
  const { folder = resolve(import.meta.dirname, "../../dist"), isolated = true, isMissing } = options;
  const requested: string[] = [];
  await stat(join(folder, "index.html")).catch(() => {
    throw new Error("There is no build to serve: run `npm run build` first (`npm test` does).");
  });
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    requested.push(pathname);
    const path = normalize(join(folder, decodeURIComponent(pathname)));
    const file = path.endsWith(sep) ? join(path, "index.html") : path;
    stat(file).then(
      ({ size }) => {
        if (!file.startsWith(folder) || isMissing?.(pathname)) return response.writeHead(404).end();
        response.writeHead(200, {
          ...(isolated ? ISOLATION_HEADERS : {}),
          "content-type": TYPES[extname(file)] ?? "application/octet-stream",
          "content-length": size,
        });
        return createReadStream(file).pipe(response);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    requested,
    url: `http://127.0.0.1:${port}/`,
    close: () => new Promise((done) => server.close(() => done())),
  };
}
