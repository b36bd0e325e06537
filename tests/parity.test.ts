import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { DEFAULT_PARAMETERS } from "../src/core/model/parameters.ts";
import { runAnalysis } from "../src/core/run-analysis.ts";
import { communitiesCsv, targetsCsv } from "../src/io/run-files.ts";
import { readStudyFile } from "../src/io/study-file.ts";
import { createInProcessClient } from "../src/worker/in-process-client.ts";
import { runCommand } from "./support/run-command.ts";
import { createToyTownXml } from "./support/toy-town.ts";

const folder = mkdtempSync(join(tmpdir(), "minsheng-parity-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

async function fetchFromDisk(path: string): Promise<Uint8Array | null> {
  return await readFile(path).then(
    (bytes) => new Uint8Array(bytes),
    () => null,
  );
}

describe("one study, three doors", () => {
  it("core, worker and command line write the same bytes for an imported town", async () => {
    const source = join(folder, "town.osm");
    writeFileSync(source, createToyTownXml());
    const study = join(folder, "town.mscircle");
    const out = join(folder, "town");
    expect(runCommand(["import", source, "--admin-level", "10", "--out", study])).toMatchObject({ status: 0 });
    expect(runCommand(["analyze", study, "--out", out, "--cutoff-minutes", "5"])).toMatchObject({ status: 0 });
    const command = {
      communities: readFileSync(join(out, "communities.csv"), "utf8"),
      targets: readFileSync(join(out, "targets.csv"), "utf8"),
    };
    expect(command.communities.split("\n").length).toBeGreaterThan(4);

    const parameters = { ...DEFAULT_PARAMETERS, cutoffSeconds: 300 };
    const bytes = new Uint8Array(readFileSync(study));
    const opened = await readStudyFile(bytes);
    const result = runAnalysis(opened, parameters);
    expect(communitiesCsv(opened, result)).toBe(command.communities);
    expect(targetsCsv(opened, result)).toBe(command.targets);

    const client = createInProcessClient({ fetchBytes: fetchFromDisk });
    await client.request("openFiles", { files: [{ name: "town.mscircle", bytes }], adminLevel: null });
    const files = await client.request("exportRun", { parameters });
    const exported = new Map(files.map((file) => [file.name, file.bytes]));
    expect(text(exported.get("communities.csv") as Uint8Array)).toBe(command.communities);
    expect(text(exported.get("targets.csv") as Uint8Array)).toBe(command.targets);
    expect(exported.get("communities.fgb")).toEqual(new Uint8Array(readFileSync(join(out, "communities.fgb"))));
  });

  it("the shipped study gives the same bytes through the worker and on the command line", async () => {
    const out = join(folder, "datong");
    expect(runCommand(["analyze", "datong", "--out", out])).toMatchObject({ status: 0 });
    const client = createInProcessClient({ fetchBytes: fetchFromDisk });
    const baseUrl = `${resolve(import.meta.dirname, "../geodata/datong")}/`;
    await client.request("openShipped", { id: "datong", baseUrl });
    const files = await client.request("exportRun", { parameters: DEFAULT_PARAMETERS });
    for (const name of ["communities.csv", "targets.csv"]) {
      const bytes = files.find((file) => file.name === name)?.bytes as Uint8Array;
      expect(text(bytes)).toBe(readFileSync(join(out, name), "utf8"));
    }
  });
});
