/** What a slide file holds, for tests: its parts, checked to be well-formed, and the words of its slides. */
import { strFromU8, unzipSync } from "fflate";
import sax from "sax";

export interface ReadSlides {
  readonly names: readonly string[];
  readonly xml: (name: string) => string;
  readonly bytes: (name: string) => Uint8Array;
  /** In the order of the slides; each text of a run, without the spaces in it. */
  readonly slides: readonly { readonly xml: string; readonly texts: readonly string[]; readonly notes: string }[];
}

/** @throws Error where a part is not well-formed */
export function readSlides(bytes: Uint8Array): ReadSlides {
  const entries = unzipSync(bytes);
  const names = Object.keys(entries);
  const xml = (name: string): string => strFromU8(entries[name] as Uint8Array);
  for (const name of names) if (/\.(xml|rels)$/.test(name)) checkWellFormed(name, xml(name));
  const count = names.filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name)).length;
  const slides = Array.from({ length: count }, (_, at) => {
    const slide = xml(`ppt/slides/slide${at + 1}.xml`);
    return {
      xml: slide,
      texts: textsOf(slide),
      notes: textsOf(xml(`ppt/notesSlides/notesSlide${at + 1}.xml`)).join("\n"),
    };
  });
  return { names, xml, bytes: (name) => entries[name] as Uint8Array, slides };
}

/** Without spaces of any width, which slides set more closely than the words that they are made of. */
export function withoutSpaces(text: string): string {
  return text.replace(/\s+/g, "");
}

function textsOf(xml: string): string[] {
  return [...xml.matchAll(/<a:t>([^<]*)<\/a:t>/g)].map(([, text = ""]) => withoutSpaces(unescapeXml(text)));
}

function unescapeXml(text: string): string {
  const marks: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_, mark: string) => marks[mark] ?? "");
}

function checkWellFormed(name: string, xml: string): void {
  const parser = sax.parser(true, { xmlns: true });
  parser.onerror = (error) => {
    throw new Error(`${name}: ${error.message}`);
  };
  parser.write(xml).close();
}
