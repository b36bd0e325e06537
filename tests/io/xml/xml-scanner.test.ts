import fc from "fast-check";
import sax from "sax";
import { describe, expect, it } from "vitest";
import type { XmlAttributes } from "../../../src/io/xml/xml-attributes.ts";
import { XmlFault } from "../../../src/io/xml/xml-entities.ts";
import { XmlScanner } from "../../../src/io/xml/xml-scanner.ts";
import { utf8 } from "../bad-data.ts";

/** Events as lines; neighbouring texts are one. */
class Events {
  readonly list: string[] = [];
  readonly open = (name: string, attributes: XmlAttributes): void => {
    this.openWith(name, Object.fromEntries(attributes.names().map((key) => [key, attributes.get(key)])));
  };
  readonly openWith = (name: string, attributes: object): void => {
    this.list.push(`<${name} ${JSON.stringify(attributes)}`);
  };
  readonly close = (name: string): void => {
    this.list.push(`/${name}`);
  };
  readonly text = (text: string): void => {
    const last = this.list.at(-1);
    if (last?.startsWith("=")) this.list[this.list.length - 1] = last + text;
    else if (text !== "") this.list.push(`=${text}`);
  };
}

/** Scans a document of which `step` more bytes come to be known at a time. */
function scan(xml: string, step = 1 << 30): { readonly list: readonly string[]; readonly isWhole: boolean } {
  const bytes = utf8(xml);
  const events = new Events();
  const scanner = new XmlScanner(events, { mostDepth: 64 });
  let taken = 0;
  for (let end = step; end - step < bytes.length; end += step) taken += scanner.scan(bytes.subarray(taken, end));
  return { list: events.list, isWhole: taken === bytes.length && scanner.isWhole };
}

/** What a general parser says, prefixes left off. */
function parseWithSax(xml: string): readonly string[] {
  const events = new Events();
  const parser = sax.parser(true);
  parser.onopentag = ({ name, attributes }) => events.openWith(name.replace(/^.*:/, ""), attributes);
  parser.onclosetag = (name) => events.close(name.replace(/^.*:/, ""));
  parser.ontext = parser.oncdata = events.text;
  parser.write(xml).close();
  return events.list;
}

describe("XML scanned mark by mark", () => {
  const xml = `<?xml version="1.0"?>\n<!-- a > b --><x:a xmlns:x = 'u' k="1 > 0 &amp; &#x4E2D;&#25991;">文<![CDATA[<b>&amp;]]>&lt;<c/><d  e='"'\n/>\n</x:a >\n`;

  it("gives elements, attributes and text as they are meant", () => {
    expect(scan(xml)).toEqual({
      isWhole: true,
      list: [
        '<a {"xmlns:x":"u","k":"1 > 0 & 中文"}',
        "=文<b>&amp;<",
        "<c {}",
        "/c",
        '<d {"e":"\\""}',
        "/d",
        "=\n",
        "/a",
      ],
    });
  });

  it("gives the same in pieces of any size", () => {
    for (let step = 1; step < 60; step++) expect(scan(xml, step)).toEqual(scan(xml));
  });

  it("knows that it is not whole, wherever it is cut off", () => {
    const end = xml.trimEnd().length;
    for (let cut = 0; cut < end; cut++) expect(scan(xml.slice(0, cut), 7).isWhole).toBe(false);
  });

  it.each([
    "<a><b></a></b>",
    "</a>",
    "<a/><b/>",
    "text",
    "<a b>1</a>",
    "<a b=1/>",
    "<a / >",
    "<1/>",
    "< a/>",
    "<a><!DOCTYPE x></a>",
    '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    "<a>".repeat(65),
    `<a b="${"x".repeat(1 << 21)}`,
    "<a>&unknown;</a>",
    "<a>AT&T</a>",
    "<a>&#0;</a>",
    "<a>&#xD800;</a>",
    `<a${Array.from({ length: 300 }, (_, at) => ` b${at}="1"`).join("")}/>`,
  ])("refuses what is none: %.40s", (broken) => {
    expect(() => scan(broken)).toThrow(XmlFault);
  });

  it("agrees with a general parser", () => {
    const name = fc.constantFrom("a", "row", "x:c", "_b.1");
    const text = fc.string({
      unit: fc.constantFrom("x", "中", " ", "&amp;", "&lt;", "&#65;", ">", "'", '"', "\n"),
      maxLength: 8,
    });
    const attribute = fc
      .tuple(
        fc.constantFrom("r", "s", "x:t"),
        text.map((value) => value.replace(/["\n]/g, "")),
      )
      .map(([key, value]) => ` ${key}="${value}"`);
    const attributes = fc.uniqueArray(attribute, { selector: (written) => written.split("=")[0], maxLength: 3 });
    const { element } = fc.letrec<{ element: string; content: string }>((tie) => ({
      content: fc.oneof(
        { maxDepth: 4 },
        text,
        text.map((value) => `<![CDATA[${value}]]>`),
        text.map((value) => `<!-- ${value} -->`),
        tie("element"),
      ),
      element: fc
        .tuple(name, attributes, fc.array(tie("content"), { maxLength: 4 }))
        .map(([tag, list, contents]) =>
          contents.length === 0 ? `<${tag}${list.join("")}/>` : `<${tag}${list.join("")}>${contents.join("")}</${tag}>`,
        ),
    }));
    fc.assert(
      fc.property(element, fc.integer({ min: 1, max: 40 }), (document, step) => {
        expect(scan(document, step)).toEqual({ isWhole: true, list: parseWithSax(document) });
      }),
      { numRuns: 500 },
    );
  });
});
