/** Kept studies as the search box finds them. */
import type { Entry } from "../search/search-index.ts";
import type { Text } from "../strings/text.ts";
import { useKeeping } from "./keeping-store.ts";
import "./keeping-texts.ts";
import { openKept } from "./kept-commands.ts";
import { titleOfKept } from "./kept-title.ts";
import { formatMoment } from "./kept-words.ts";

/** All but the open one. */
export function keptEntries({ t, local, language }: Text): Entry[] {
  const { kept, openId, leavingIds } = useKeeping.getState();
  return (kept ?? [])
    .filter(({ id }) => id !== openId && !leavingIds.includes(id))
    .map((study) => ({
      id: `kept-${study.id}`,
      title: t("keeping.find", { title: local(titleOfKept(study)) }),
      detail: t("keeping.opened", { time: formatMoment(study.openedAt, Date.now(), language) }),
      code: study.studyId,
      finding: { kind: "command", run: () => void openKept(study) },
    }));
}
