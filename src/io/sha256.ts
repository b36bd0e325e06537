/** SHA-256 through Web Crypto, which browsers, workers and Node all have. */

/** Lower-case hexadecimal digest of the bytes. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = await globalThis.crypto.subtle.digest("SHA-256", new Uint8Array(bytes));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
