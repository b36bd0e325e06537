/** What lies in folders and archives that offices hand over beside the data: told by names alone, for page, command line and archives alike. */

/** What systems and programs put beside files: settings of folders, small pictures, locks of what is open. */
const LEFTOVER =
  /(^|\/)(__MACOSX\/|\.[^/]*\/?$|~\$[^/]*$|~WRL\d+\.tmp$|(?:thumbs\.db|desktop\.ini|ehthumbs\.db)$|[^/]*\.lnk$)/i;
const NEVER_DATA = /\.(?:jpe?g|png|gif|bmp|heic|webp|mp4|mov|avi|mp3|wav|pdf|docx?|wps|pptx?|psd|exe|dll|msi)$/i;

/** Folders in folders are followed so far. */
export const DEEPEST_FOLDER = 20;
/** More files than this are a disk, not what an office hands over. */
export const MOST_FOLDER_FILES = 5000;

/** Whether a file, or a folder (`/` behind it), is none that anybody made. */
export function isLeftover(path: string): boolean {
  return LEFTOVER.test(path.replaceAll("\\", "/"));
}

/** Whether a file is a picture, a film or a letter: it is counted, never read. */
export function isNeverData(path: string): boolean {
  return NEVER_DATA.test(path);
}
