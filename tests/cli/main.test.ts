import { describe, expect, it } from "vitest";
import { VERSION } from "../../src/io/version.ts";
import { runCommand } from "../support/run-command.ts";
import { runMain } from "./run-main.ts";

describe("the command line", () => {
  it("says its version and its commands, and no command that it does not have", async () => {
    expect(await runMain("--version")).toEqual({ status: 0, stdout: `${VERSION}\n`, stderr: "" });
    const { status, stdout } = await runMain("--help");
    expect(status).toBe(0);
    expect(stdout).toContain("import");
    expect(stdout).toContain("analyze");
    for (const later of ["convert"]) expect(stdout).not.toContain(`  ${later} `);
  });

  it.each(["import", "analyze", "costs", "isochrones", "access"])("explains %s with --help", async (command) => {
    const { status, stdout } = await runMain(command, "--help");
    expect(status).toBe(0);
    expect(stdout).toContain(`minsheng ${command}`);
    expect(stdout).toContain("--out");
  });

  it.each(["convert"])("refuses %s, which comes later, in a plain sentence", async (command) => {
    const { status, stderr } = await runMain(command, "--help");
    expect(status).toBe(2);
    expect(stderr).toContain("not part of this release");
  });

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
