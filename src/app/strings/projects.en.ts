import type { projectsZhCn } from "./projects.zh-cn.ts";

/** Words of the list of a target's projects in English. */
export const projectsEn: Readonly<Record<keyof typeof projectsZhCn, string>> = {
  "projects.heading": "List of projects",
  "projects.count": "{{done}} done of {{listed}} listed · plan: {{asked}}",
  "projects.noNumber": "no number",
  "projects.what":
    "Projects that the plan names and no map can test, each with how far it has come. The verdict counts those that are done.",
  "projects.state": "State",
  "projects.state.not-started": "not started",
  "projects.state.under-way": "under way",
  "projects.state.done": "done",
  "projects.date": "Day",
  "projects.source": "Source",
  "projects.remove": "Remove",
  "projects.paste": "Paste from a table",
  "projects.paste.hint":
    "One project a line, as copied from a spreadsheet: name, state (done / under way / not started), day (2025-06-30), source. The name alone will do.",
  "projects.add": "Add to the list",
  "projects.fault.name": "Line {{line}}: the name is empty or stands twice ({{value}})",
  "projects.fault.state": "Line {{line}}: the state “{{value}}” is unknown; write done, under way or not started",
  "projects.fault.date": "Line {{line}}: the day “{{value}}” should read 2025-06-30",
};
