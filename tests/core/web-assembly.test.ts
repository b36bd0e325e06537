/** The kernels' bytes that are committed. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { buildKernel, bytesPath, KERNELS } from "../support/build-kernel.ts";

describe("kernels", () => {
  it.each(KERNELS)(
    "$path is what its source compiles to",
    async (kernel) => {
      expect(await buildKernel(kernel)).toBe(readFileSync(bytesPath(kernel), "utf8"));
    },
    60_000,
  );
});
