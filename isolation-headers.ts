/**
 * Headers with which a page is isolated from other origins, so that its workers may share
 * memory. They belong on every file: a worker's script is refused to an isolated page
 * without them. The page works without, only its workers then hold copies.
 */
export const ISOLATION_HEADERS: Readonly<Record<string, string>> = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};
