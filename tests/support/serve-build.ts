/** Serves the built app from a free port, as any static server would. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize, resolve, sep } from "node:path";

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
  close(): Promise<void>;
}

/** Starts serving `folder` (the build by default). */
export async function serveBuild(folder = resolve(import.meta.dirname, "../../dist")): Promise<ServedBuild> {
  await stat(join(folder, "index.html")).catch(() => {
    throw new Error("There is no build to serve: run `npm run build` first (`npm test` does).");
  });
  const server = createServer((request, response) => {
    const path = normalize(join(folder, decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname)));
    const file = path.endsWith(sep) ? join(path, "index.html") : path;
    stat(file).then(
      ({ size }) => {
        if (!file.startsWith(folder)) throw new Error("outside");
        response.writeHead(200, {
          "content-type": TYPES[extname(file)] ?? "application/octet-stream",
          "content-length": size,
        });
        createReadStream(file).pipe(response);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => new Promise((done) => server.close(() => done())),
  };
}
