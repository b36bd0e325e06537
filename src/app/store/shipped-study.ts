/** The study that ships with the product, on the page's own origin. */
export const SHIPPED_STUDY_ID = "datong";

/** Where its files are. */
export function shippedStudyUrl(): string {
  return new URL(`geodata/${SHIPPED_STUDY_ID}/`, document.baseURI).href;
}
