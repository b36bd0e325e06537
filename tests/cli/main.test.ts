import { describe, expect, it } from "vitest";
import { VERSION } from "../../src/io/version.ts";
import { runCommand } from "../support/run-command.ts";
import { runMain } from "./run-main.ts";

describe("the command line", () => {
  it("says its version and its commands", async () => {
    expect(await runMain("--version")).toEqual({ status: 0, stdout: `${VERSION}\n`, stderr: "" });
    const { status, stdout } = await runMain("--help");
    expect(status).toBe(0);
    expect(stdout).toContain("import");
    expect(stdout).toContain("analyze");
    expect(stdout).toContain("  convert ");
  });

  it.each(["import", "analyze", "costs", "isochrones", "access", "convert"])(
    "explains %s with --help",
    async (command) => {
      const { status, stdout } = await runMain(command, "--help");
      expect(status).toBe(0);
      expect(stdout).toContain(`minsheng ${command}`);
      expect(stdout).toContain("--out");
    },
  );

  it("refuses commands that there are not", async () => {
    expect((await runMain("fly")).status).toBe(2);
    expect((await runMain()).status).toBe(2);
    expect((await runMain("toString")).status).toBe(2);
  });

  it("runs as a program", () => {
    expect(runCommand(["--version"])).toEqual({ status: 0, stdout: `${VERSION}\n`, stderr: "" });
    expect(runCommand(["analyze", "no-such-study"]).status).toBe(2);
  });
});
