import { describe, expect, it } from "vitest";
import { AnalysisError } from "../../../src/core/errors.ts";
import { readXml } from "../../../src/io/xml/read-xml.ts";
import { XmlFault } from "../../../src/io/xml/xml-entities.ts";
import { callOffAfter } from "../../support/call-off.ts";
import { issuesOf, utf8 } from "../bad-data.ts";
import { encodeGbk } from "../vector/encode-gbk.ts";

const READING = { layer: "a.xml", format: "XML", mostDepth: 8, tellsLines: true };

async function read(bytes: Uint8Array): Promise<string> {
  let found = "";
  await readXml(bytes, READING, {
    open: (name, attributes) => {
      found += `<${name} ${attributes.get("k") ?? ""}>`;
    },
    text: (text) => {
      found += text;
    },
  });
  return found;
}

function utf16(text: string, isLittle: boolean, hasMark: boolean): Uint8Array {
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  if (hasMark) units.unshift(0xfeff);
  return Uint8Array.from(units.flatMap((unit) => (isLittle ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255])));
}

describe("a document of XML", () => {
  const body = '<a k="御河"><卫生站 k="&#x5927;">𠮷 &amp; 同</卫生站></a>';
  const wanted = "<a 御河><卫生站 大>𠮷 & 同";

  it.each([
    ["UTF-8", utf8(`<?xml version="1.0" encoding="UTF-8"?>${body}`)],
    ["UTF-8 with a mark", utf8(`\uFEFF<?xml version="1.0"?>${body}`)],
    ["UTF-16, low byte first, with a mark", utf16(`<?xml version="1.0" encoding="UTF-16"?>${body}`, true, true)],
    ["UTF-16, high byte first, with a mark", utf16(body, false, true)],
    ["UTF-16, low byte first, without a mark", utf16(`<?xml version="1.0"?>${body}`, true, false)],
    ["UTF-16, high byte first, without a mark", utf16(`<?xml version="1.0"?>${body}`, false, false)],
    ["UTF-8 that still claims UTF-16", utf8(`<?xml version="1.0" encoding="UTF-16"?>${body}`)],
    ["UTF-8 that claims what is no encoding", utf8(`<?xml version='1.0' encoding='none-such'?>${body}`)],
  ])("is read in %s", async (_, bytes) => {
    expect(await read(bytes)).toBe(wanted);
  });

  it("is read in the encoding GBK that it declares", async () => {
    const text = `<?xml version="1.0" encoding="gb2312"?><a k="御河">大同</a>`;
    expect(await read(encodeGbk(text))).toBe("<a 御河>大同");
  });

  it("is the same wherever its pieces end, in one letter or another", async () => {
    for (const shift of [0, 1, 2]) {
      const text = `${"x".repeat(shift)}${"同𠮷&lt;".repeat(60_000)}`;
      const bytes = utf8(`<a>${text}</a>`);
      expect((await read(bytes)) === `<a >${text.replaceAll("&lt;", "<")}`).toBe(true);
      const wide = utf16(`<a>${text}</a>`, true, true);
      expect((await read(wide)) === `<a >${text.replaceAll("&lt;", "<")}`).toBe(true);
    }
  });

  it.each([
    ["is cut off", "<a>\n<b/>\n", "truncated-file", 3],
    ["is cut off within a tag", "<a>\n<b k='", "truncated-file", 2],
    ["is cut off within CDATA", "<a><![CDATA[\n\n", "truncated-file", 3],
    ["closes another element", "<a>\n\n<b></c></a>", "unreadable-file", 3],
    ["has an entity of its own", "<a>\n<b>&own;</b></a>", "unreadable-file", 2],
    ["declares a document type", "\n<!DOCTYPE a><a/>", "unreadable-file", 2],
    ["lies too deep", `${"<a>\n".repeat(9)}`, "unreadable-file", 9],
    ["has a fault far down", `<a>${"<b/>\n".repeat(200_000)}<b></a>`, "unreadable-file", 200_001],
    ["is nothing but blanks", " \n ", "unknown-format", 1],
  ])("that %s is refused with the line", async (_, text, code, row) => {
    expect(await issuesOf(read(utf8(text)))).toMatchObject([{ layer: "a.xml", code, row }]);
    expect(await issuesOf(read(utf16(text, true, true)))).toMatchObject([{ code, row }]);
  });

  it("names no line where nobody could look it up, and the code that its reader gives a fault", async () => {
    const visitor = {
      open: (name: string): void => {
        throw new XmlFault(name, "unknown-format");
      },
    };
    const [issue] = await issuesOf(readXml(utf8("<gpx/>"), { ...READING, tellsLines: false }, visitor));
    expect(issue).toEqual({
      code: "unknown-format",
      severity: "error",
      layer: "a.xml",
      value: "gpx",
      details: { format: "XML" },
    });
  });

  it("can be called off midway", async () => {
    const bytes = utf8(`<a>${"<b/>".repeat(1_000_000)}</a>`);
    let count = 0;
    const visitor = {
      open: (): void => {
        count++;
      },
    };
    await expect(readXml(bytes, READING, visitor, callOffAfter(4))).rejects.toThrow(AnalysisError);
    expect(count).toBeGreaterThan(1000);
    expect(count).toBeLessThan(500_000);
  });

  it("may open with a document type that declares nothing, where its reader says so", async () => {
    const names: string[] = [];
    const visitor = { open: (name: string) => void names.push(name) };
    const reading = { ...READING, passesDoctype: true };
    await readXml(utf8('<!DOCTYPE a SYSTEM "a.dtd" [ <!ELEMENT a ANY> ]><a/>'), reading, visitor);
    expect(names).toEqual(["a"]);
    const bomb = utf8('<!DOCTYPE a [<!ENTITY b "ha">]><a/>');
    expect(await issuesOf(readXml(bomb, reading, visitor))).toMatchObject([{ value: "ENTITY" }]);
  });
});
