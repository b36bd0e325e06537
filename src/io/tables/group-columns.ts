/** Columns of people by group, as study files and templates name them. */
import type { GroupId } from "../../core/model/demand.ts";

/** Column of each group in demand.fgb. */
export const GROUP_COLUMNS: Readonly<Record<GroupId, string>> = {
  all: "people",
  "0-2": "age_0_2",
  "3-6": "age_3_6",
  "6-15": "age_6_15",
  "60+": "age_60",
  "65+": "age_65",
  "80+": "age_80",
};
