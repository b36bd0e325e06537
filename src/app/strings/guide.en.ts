import type { guideZhCn } from "./guide.zh-cn.ts";

/** Words of search, commands and the tour in English. */
export const guideEn: Readonly<Record<keyof typeof guideZhCn, string>> = {
  "search.label": "Search",
  "search.placeholder": "Community, facility, target or command; pinyin and codes work",
  "search.loading": "Preparing the index…",
  "search.none": "Nothing found for “{{query}}”.",
  "search.kind.community": "Community",
  "search.kind.facility": "Facility",
  "search.kind.target": "Target",
  "search.kind.command": "Command",
  "search.hint": "↑↓ to choose · Enter to open · Esc to close",
  "command.undo": "Undo",
  "command.redo": "Redo",
  "command.study": "Show the whole area",
  "command.shipped": "Open the Datong study",
  "command.file": "Open a file",
  "command.tour": "60-second tour",
  "command.language": "Switch to Chinese",
  "command.workspace": "Go to {{workspace}}",
  "command.straight": "Colour by straight line",
  "command.isochrone": "Colour by isochrone",
  "command.network": "Colour by streets",
  "command.minutes": "Set the time to {{count}} minutes",
  "tour.step": "{{step}} of {{total}}",
  "tour.next": "Next",
  "tour.done": "Start",
  "tour.skip": "Skip",
  "tour.1.title": "First the question: which service, how many minutes",
  "tour.1.body": "Choose service, people and travel on the left. Drag the time and the map recolours at once.",
  "tour.2.title": "One map",
  "tour.2.body":
    "Colour is the share of residents within reach, hatching is not met. Click a community to see its people, its walk and its nearest facility.",
  "tour.3.title": "Read this sentence first",
  "tour.3.body":
    "The answer begins with a sentence. Every number in it can be clicked, down to communities, lists and basis.",
  "tour.4.title": "Where it falls short",
  "tour.4.body": "Communities by people short, linked with the map both ways.",
  "tour.5.title": "The plan's own targets",
  "tour.5.body":
    "All 62 targets with wording, baseline, target and verdict; where one cannot be tested, what data it needs.",
};
