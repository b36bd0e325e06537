/** The product's version as results and `--version` name it; a test holds it to package.json. */
export const VERSION = "0.1.0";
