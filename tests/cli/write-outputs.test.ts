import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statfsSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { describe, expect, it } from "vitest";
import { writeOutputs } from "../../src/cli/write-outputs.ts";
import { inFolder, runMain } from "./run-main.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const failureOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "",
    (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : String(error)),
  );

/** A disk of one megabyte as a folder of its own; false where this user may not mount one. */
const canMount = ((): boolean => {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return false;
  return spawnSync("unshare", ["--mount", "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", "/mnt"]).status === 0;
})();

async function onSmallDisk(folder: string, work: () => Promise<void>): Promise<void> {
  mkdirSync(folder, { recursive: true });
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", folder]);
  try {
    await work();
  } finally {
    execFileSync("umount", [folder]);
  }
}

describe("writing outputs", () => {
  it("puts all files into their places, makes folders, and leaves nothing beside them", () =>
    inFolder(async (at) => {
      mkdirSync(at("out"));
      writeFileSync(at("out/a"), "old");
      await writeOutputs([
        { path: at("out/a"), bytes: bytesOf("new a") },
        { path: at("out/deep/er/b"), bytes: bytesOf("new b") },
        { path: at("out/empty"), bytes: new Uint8Array() },
      ]);
      expect(readFileSync(at("out/a"), "utf8")).toBe("new a");
      expect(readFileSync(at("out/deep/er/b"), "utf8")).toBe("new b");
      expect(readdirSync(at("out")).sort()).toEqual(["a", "deep", "empty"]);
    }));

  it("undoes all of it where the last place cannot be taken: old files are back, new ones and new folders gone", () =>
    inFolder(async (at) => {
      mkdirSync(at("out"));
      mkdirSync(at("out/taken"));
      writeFileSync(at("out/taken/kept"), "kept");
      writeFileSync(at("out/a"), "old");
      const failure = await failureOf(
        writeOutputs([
          { path: at("out/a"), bytes: bytesOf("new a") },
          { path: at("out/b"), bytes: bytesOf("new b") },
          { path: at("out/made/here/c"), bytes: bytesOf("new c") },
          { path: at("out/taken"), bytes: bytesOf("new") },
        ]),
      );
      expect(failure).toBe("EISDIR");
      expect(readFileSync(at("out/a"), "utf8")).toBe("old");
      expect(readFileSync(at("out/taken/kept"), "utf8")).toBe("kept");
      expect(readdirSync(at("out")).sort()).toEqual(["a", "taken"]);
    }));

  it("replaces a link that leads nowhere rather than what it would lead to", () =>
    inFolder(async (at) => {
      symlinkSync(at("nowhere"), at("a"));
      await writeOutputs([{ path: at("a"), bytes: bytesOf("new") }]);
      expect(readFileSync(at("a"), "utf8")).toBe("new");
      expect(existsSync(at("nowhere"))).toBe(false);
    }));

  it.skipIf(process.getuid?.() === 0)(
    "leaves a folder as it was that may not be written to (not for root, who may)",
    () =>
      inFolder(async (at) => {
        mkdirSync(at("open"));
        mkdirSync(at("shut"));
        writeFileSync(at("open/a"), "old");
        chmodSync(at("shut"), 0o500);
        const files = [at("open/a"), at("shut/b")].map((path) => ({ path, bytes: bytesOf("new") }));
        expect(await failureOf(writeOutputs(files))).toBe("EACCES");
        expect(readFileSync(at("open/a"), "utf8")).toBe("old");
        expect(readdirSync(at("open"))).toEqual(["a"]);
        chmodSync(at("shut"), 0o700);
      }),
  );
});

describe.skipIf(!canMount)("on a disk of one megabyte (only where root may mount one)", () => {
  it("a full disk leaves what stood there, and not a byte more", () =>
    inFolder((at) =>
      onSmallDisk(at("disk"), async () => {
        writeFileSync(at("disk/a"), "old");
        const free = statfsSync(at("disk")).bfree;
        const files = ["a", "b", "new/c"].map((name) => ({
          path: at(`disk/${name}`),
          bytes: new Uint8Array(400_000).fill(7),
        }));
        expect(await failureOf(writeOutputs(files))).toBe("ENOSPC");
        expect(readdirSync(at("disk"))).toEqual(["a"]);
        expect(readFileSync(at("disk/a"), "utf8")).toBe("old");
        expect(statfsSync(at("disk")).bfree).toBe(free);
      }),
    ));

  it("a folder that becomes read-only while files wait is left as it was, and so is the other folder", () =>
    inFolder((at) =>
      onSmallDisk(at("disk"), async () => {
        mkdirSync(at("out"));
        writeFileSync(at("out/a"), "old");
        writeFileSync(at("disk/b"), "old");
        execFileSync("mount", ["-o", "remount,ro", at("disk")]);
        const files = [at("out/a"), at("disk/b")].map((path) => ({ path, bytes: bytesOf("new") }));
        expect(await failureOf(writeOutputs(files))).toBe("EROFS");
        expect(readFileSync(at("out/a"), "utf8")).toBe("old");
        expect(readFileSync(at("disk/b"), "utf8")).toBe("old");
        expect(readdirSync(at("out"))).toEqual(["a"]);
      }),
    ));

  it("a file that cannot be moved at the last moment brings back those that were replaced before it", () =>
    inFolder((at) =>
      onSmallDisk(at("disk"), async () => {
        writeFileSync(at("disk/source"), "held");
        writeFileSync(at("a"), "old");
        writeFileSync(at("b"), "");
        // What something is mounted on cannot be renamed: the files before it are in their places by then.
        execFileSync("mount", ["--bind", at("disk/source"), at("b")]);
        try {
          const files = ["a", "c", "b"].map((name) => ({ path: at(name), bytes: bytesOf(`new ${name}`) }));
          expect(await failureOf(writeOutputs(files))).toBe("EBUSY");
          expect(readFileSync(at("a"), "utf8")).toBe("old");
          expect(readdirSync(at("")).sort()).toEqual(["a", "b", "disk"]);
        } finally {
          execFileSync("umount", [at("b")]);
        }
      }),
    ));

  it("minsheng report says in a sentence that the disk is full and leaves it empty", () =>
    inFolder((at) =>
      onSmallDisk(at("disk"), async () => {
        writeFileSync(at("disk/filler"), new Uint8Array(1_000_000));
        const asked = ["report", "datong", "--format", "pdf", "--out", at("disk/out"), "--date", "2026-11-29"];
        const { status, stderr } = await runMain(...asked);
        expect(status).toBe(1);
        expect(stderr).toContain("磁盘空间不足，文档没有写出");
        expect(readdirSync(at("disk"))).toEqual(["filler"]);
      }),
    ));
});
