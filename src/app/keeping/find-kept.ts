/** Which kept study an opened one is. */
import type { StudyView } from "../../worker/protocol.ts";
import type { StudySource } from "../store/open-study.ts";
import { SHIPPED_STUDY_ID } from "../store/shipped-study.ts";
import type { KeptStudy } from "./kept-study.ts";

/** Files that were opened before are known by their hashes, whatever they are called. */
export function fingerprintOf(study: Pick<StudyView, "hashes">): string {
  return Object.values(study.hashes).sort().join(" ");
}

/**
 * The id under which an opened study is kept: that of the same files, else a new one, so that two studies that call themselves the same
 * never share edits. Layers or a plan added to an open study that came from files make no new study of it.
 */
export function findKeptId(
  study: Pick<StudyView, "id" | "hashes">,
  source: StudySource,
  kept: readonly KeptStudy[],
  open: { readonly id: string; readonly studyId: string } | null,
): string {
  if (source.keptId !== undefined) return source.keptId;
  if (source.plan && open?.studyId === study.id) return open.id;
  if (source.kind === "shipped") return SHIPPED_STUDY_ID;
  const isMadeOfOpen = source.files.length === 0 && open?.studyId === study.id;
  if (isMadeOfOpen && open && open.id !== SHIPPED_STUDY_ID) return open.id;
  const fingerprint = fingerprintOf(study);
  const same = kept.find((each) => each.kind === "files" && each.fingerprint === fingerprint);
  if (same && !isMadeOfOpen) return same.id;
  return freeId(study.id, [SHIPPED_STUDY_ID, ...kept.map(({ id }) => id)]);
}

function freeId(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted;
  for (let number = 2; ; number++) {
    const id = `${wanted}~${number}`;
    if (!taken.includes(id)) return id;
  }
}
