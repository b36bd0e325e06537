/** A study that is not open as one file, with what was added to it by hand. */
import { sha256 } from "../io/sha256.ts";
import { writeStudyFile } from "../io/study/study-file.ts";
import type { EditedByUser, NamedBytes, SavedStudy } from "./protocol.ts";

/** `plan`: files that were opened on top of the study, empty for none. Throws BadDataError where the bytes are no study. */
export async function packStudy({
  file,
  plan,
  edits,
  scenarios,
  presentation,
}: EditedByUser & { readonly file: NamedBytes; readonly plan: readonly NamedBytes[] }): Promise<SavedStudy> {
  const { importFiles } = await import("../io/import/import-files.ts");
  const alone = await importFiles([file], { adminLevel: null }, {});
  const { study } = plan.length > 0 ? await importFiles(plan, { adminLevel: null, base: alone.study }, {}) : alone;
  const bytes = await writeStudyFile({
    ...study,
    ...(edits ? { edits } : {}),
    ...(scenarios ? { scenarios } : {}),
    ...(presentation ? { presentation } : {}),
  });
  return { name: `${study.id}.mscircle`, bytes, inputs: { [file.name]: await sha256(file.bytes) } };
}
