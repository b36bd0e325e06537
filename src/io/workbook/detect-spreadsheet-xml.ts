const EXAMINED = 4096;

/** Whether a file is an XML spreadsheet of Excel 2003, whatever its name. */
export function isSpreadsheetXml(bytes: Uint8Array): boolean {
  const text = new TextDecoder("latin1").decode(bytes.subarray(0, EXAMINED));
  return (
    /^(?:ï»¿)?\s*<(?:\?xml|[\w:]*Workbook)/.test(text) &&
    /<(?:\w+:)?Workbook[\s>]/.test(text) &&
    text.includes("urn:schemas-microsoft-com:office:spreadsheet")
  );
}
