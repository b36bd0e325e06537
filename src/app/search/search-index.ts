/** Everything that can be found: what the study holds, what was prepared in it, commands; by Chinese name, pinyin or code. Loaded on first use. */
import Fuse from "fuse.js";
import { pinyin } from "pinyin-pro";
import { parentPath } from "../../core/model/unit-tree.ts";
import type { Target } from "../../core/plan/target.ts";
import type { StudyView } from "../../worker/protocol.ts";

/** What opens by itself; see `prepared-entries` and `commands`. */
export type OpenedKind = "scenario" | "siting" | "table" | "document" | "sheet" | "view" | "command";

export type Finding =
  | { readonly kind: "community"; readonly communityIndex: number }
  | { readonly kind: "facility"; readonly serviceId: string; readonly facilityIndex: number }
  | { readonly kind: "target"; readonly targetId: string }
  | { readonly kind: OpenedKind; readonly run: () => void };

export interface Entry {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly code: string;
  readonly finding: Finding;
}

interface Indexed extends Entry {
  /** Whole pinyin and initials, without spaces or tones. */
  readonly pinyin: string;
  readonly initials: string;
}

const MOST_FOUND = 40;

/** Entries of a study, with the targets that it is judged by. Commands come from the caller, who knows what they do. */
export function studyEntries(
  study: StudyView,
  targets: readonly Target[],
  inLanguage: (text: { zh: string; en: string }) => string,
): Entry[] {
  const { names, ids, count } = study.communities;
  const communities = Array.from(
    { length: count },
    (_, communityIndex): Entry => ({
      id: `community-${communityIndex}`,
      title: names[communityIndex] ?? "",
      detail: parentPath(study, communityIndex).join(" · "),
      code: ids[communityIndex] ?? "",
      finding: { kind: "community", communityIndex },
    }),
  );
  const facilities = study.facilities.flatMap((layer) => {
    const service = study.services.find(({ id }) => id === layer.serviceId);
    return layer.ids.map(
      (id, facilityIndex): Entry => ({
        id: `facility-${layer.serviceId}-${facilityIndex}`,
        title: layer.names[facilityIndex] || id,
        detail: service ? inLanguage(service.title) : layer.serviceId,
        code: id,
        finding: { kind: "facility", serviceId: layer.serviceId, facilityIndex },
      }),
    );
  });
  const judged = targets.map(
    (target): Entry => ({
      id: `target-${target.id}`,
      title: inLanguage(target.title),
      detail: target.quotation,
      code: target.id,
      finding: { kind: "target", targetId: target.id },
    }),
  );
  return [...judged, ...communities, ...facilities];
}

/** The entries with their pinyin: the slow part, a third of a second for a city. */
export function indexEntries(entries: readonly Entry[]): Indexed[] {
  return entries.map((entry): Indexed => {
    const syllables = /\p{Script=Han}/u.test(entry.title)
      ? pinyin(entry.title, { toneType: "none", type: "array", nonZh: "consecutive" })
      : [];
    return {
      ...entry,
      pinyin: syllables.join("").toLowerCase(),
      initials: syllables
        .map((syllable) => syllable.slice(0, 1))
        .join("")
        .toLowerCase(),
    };
  });
}

/** A search over the entries: best first; an empty question finds the commands. */
export function createSearch(indexed: readonly Indexed[]): (query: string) => readonly Entry[] {
  const fuse = new Fuse(indexed, {
    keys: [
      { name: "title", weight: 4 },
      { name: "code", weight: 3 },
      { name: "pinyin", weight: 2 },
      { name: "initials", weight: 2 },
      { name: "detail", weight: 1 },
    ],
    threshold: 0.28,
    ignoreLocation: true,
    minMatchCharLength: 1,
  });
  return (query) => {
    const asked = query.trim();
    if (asked === "") return indexed.filter(({ finding }) => finding.kind === "command");
    const exact = indexed.filter(({ title, code }) => title === asked || code.toLowerCase() === asked.toLowerCase());
    const found = fuse.search(asked).map(({ item }) => item);
    // What begins with the question comes before what holds it somewhere, and that before what is only like it.
    const typed = asked.toLowerCase().replaceAll(/[\s']/gu, "");
    const wordsOf = ({ title, code, pinyin: whole, initials }: Indexed): readonly string[] => [
      title.toLowerCase().replaceAll(/\s/gu, ""),
      code.toLowerCase(),
      whole,
      initials,
    ];
    const begins = found.filter((each) => wordsOf(each).some((words) => words.startsWith(typed)));
    const holds = found.filter((each) => wordsOf(each).some((words) => words.includes(typed)));
    return [...new Set([...exact, ...begins, ...holds, ...found])].slice(0, MOST_FOUND);
  };
}
