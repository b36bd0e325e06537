/** Whether a file is a web page that holds a table, as many are that are called .xls. */
const EXAMINED = 4096;
const BEGINS =
  /^[\uFEFF\s]*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|meta|style|body|div|table|center|font)[\s>]/i;
const TABLE = "<table";

/** Whether a file is a web page with a table. */
export function isHtmlWithTable(bytes: Uint8Array): boolean {
  const text = new TextDecoder("latin1").decode(bytes.subarray(0, EXAMINED)).replace(/^ï»¿/, "");
  if (!BEGINS.test(text)) return false;
  for (let at = 0; at < bytes.length; at += 1 << 20)
    if (
      new TextDecoder("latin1")
        .decode(bytes.subarray(at, at + (1 << 20) + TABLE.length))
        .toLowerCase()
        .includes(TABLE)
    )
      return true;
  return false;
}
