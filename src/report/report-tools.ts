/** What documents are made with and the page or the command line has to bring, each from its own place. */

export interface ReportTools {
  /** Noto Sans SC as TrueType (SIL Open Font License), the typeface of every sheet, chart and picture. */
  readonly fonts: { readonly regular: Uint8Array; readonly bold: Uint8Array };
  /** The WebAssembly module of @resvg/resvg-wasm, which turns SVG into pixels without a display. */
  readonly rasterizer: Uint8Array;
}
