/** What documents call the study as it is, beside its scenarios. */
export const BASELINE_WORD = "现状";
