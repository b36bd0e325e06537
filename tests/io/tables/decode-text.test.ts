import { describe, expect, it } from "vitest";
import { decodeChunks } from "../../../src/io/tables/decode-text.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("decoding", () => {
  async function decode(...chunks: Uint8Array[]): Promise<string> {
    async function* give() {
      yield* chunks;
    }
    const parts: Uint8Array[] = [];
    for await (const part of decodeChunks(give())) parts.push(part);
    return new TextDecoder().decode(Uint8Array.from(parts.flatMap((part) => [...part])));
  }

  it("leaves UTF-8 alone, even where a chunk ends within a character", async () => {
    const bytes = bytesOf("编号,人口");
    expect(await decode(bytes.slice(0, 4), bytes.slice(4))).toBe("编号,人口");
  });

  it("reads GB18030 and UTF-16 as spreadsheets write them", async () => {
    expect(await decode(Uint8Array.of(0xb1, 0xe0, 0xba), Uint8Array.of(0xc5, 0x2c, 0x31))).toBe("编号,1");
    expect(await decode(Uint8Array.of(0xff, 0xfe, 0x16, 0x7f), Uint8Array.of(0xf7, 0x53))).toBe("编号");
  });
});
