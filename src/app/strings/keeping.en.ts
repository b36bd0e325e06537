/** Words of the studies that are kept in the browser, in English. */
import type { keepingZhCn } from "./keeping.zh-cn.ts";

export const keepingEn: Readonly<Record<keyof typeof keepingZhCn, string>> = {
  "keeping.recent": "Recent studies",
  "keeping.count": "{{count}}",
  "keeping.note":
    "Kept in this browser; changes are saved within a second. Clearing the browser's data deletes them: download studies that matter.",
  "keeping.room": "This page uses {{used}} of about {{quota}} that the browser allows.",
  "keeping.loading": "Looking for studies kept on this machine…",
  "keeping.none": "No study is kept yet.",
  "keeping.open": "Open",
  "keeping.open.now": "open",
  "keeping.opened": "opened {{time}}",
  "keeping.changed": "saved {{time}}",
  "keeping.shipped": "comes with the product",
  "keeping.broken": "cannot be read",
  "keeping.rename": "Rename",
  "keeping.rename.label": "Name of “{{title}}” in this list",
  "keeping.rename.done": "OK",
  "keeping.download": "Download",
  "keeping.download.failed":
    "“{{title}}” cannot be written as a study file; the bytes kept on this machine were downloaded as they are.",
  "keeping.remove": "Delete",
  "keeping.removed": "“{{title}}” was deleted",
  "keeping.undo": "Undo",
  "keeping.of": "{{action}}: {{title}}",
  "keeping.find": "Open study: {{title}}",
  "keeping.restored": "Your last study “{{title}}” is open again (saved {{time}})",
  "keeping.restored.back": "Open the demonstration study",
  "keeping.broken.title":
    "Your last study {{title}} cannot be read: {{why}} The demonstration study was opened instead. What was kept is untouched: download it to look into it, or delete it.",
  "keeping.elsewhere":
    "This study is open in another tab, which saves it. You can look at it here, but changes made here are not saved.",
  "keeping.elsewhere.take": "Save from this tab",
  "keeping.conflict": "Another tab saved this study at {{time}}, with other changes than those here. Which are kept?",
  "keeping.conflict.mine": "Save those here",
  "keeping.conflict.theirs": "Load the others",
  "keeping.full": "There is no room in the browser: not saved ({{needed}} needed). {{room}}",
  "keeping.full.largest": "Deleting “{{title}}” ({{size}}) makes room; then try again.",
  "keeping.full.stay": "The study stays open and what was saved is untouched; download it to be safe.",
  "keeping.unavailable":
    "The browser keeps no studies for this page (private window, or site data is blocked). Everything works, but nothing comes back after closing: download the study in time.",
  "keeping.newer":
    "A newer version of this product is open in another tab, so this page saves no more. What was saved is untouched; reload this page to go on with the new version.",
  "keeping.failed":
    "Not saved ({{message}}). The study stays open and what was saved is untouched; download it to be safe.",
  "keeping.files.more": "{{named}} … {{count}} files in all",
  "keeping.import-restored":
    "The import of your last visit was not finished; it is here again as you left it: {{files}}",
  "keeping.import-restored.making":
    "The import of your last visit was not written to its end and was taken up again: {{files}}",
  "keeping.import-waiting": "An import was not finished: {{files}} ({{time}}).",
  "keeping.import-waiting.failed":
    "An import was not finished: {{files}} ({{time}}). The page closed when it was last taken up, so it is not taken up by itself this time.",
  "keeping.import-waiting.go-on": "Go on with it",
  "keeping.import-waiting.drop": "Discard",
  "keeping.import-lost":
    "The page closed before the files of your last import were on record, so it cannot be taken up. Please choose them again: {{files}}",
  "keeping.import-unkept":
    "There is no room in the browser for a copy of the files being imported ({{needed}}). The import goes on; should the page close before it is finished, the files have to be chosen again. {{room}}",
  "keeping.save": "Download study",
  "keeping.data": "See kept studies",
};
