/** What keeps a GeoTIFF's numbers from being read as they are meant: lossy or rare compressions, and those that the decoder gets wrong. */
import type { GeoTIFFImage } from "geotiff";

const [LERC, SIGNED_PREDICTOR] = [34887, 2];
/** None, LZW, deflate in both codes, PackBits, LERC and Zstandard. */
const READABLE_COMPRESSIONS = new Set([1, 5, 8, 32946, 32773, LERC, 50000]);
const COMPRESSIONS: Readonly<Record<number, string>> = {
  2: "CCITT",
  3: "CCITT",
  4: "CCITT",
  6: "JPEG",
  7: "JPEG",
  34712: "JPEG 2000",
  34925: "LZMA",
  50001: "WebP",
  50002: "JPEG XL",
};
const COMPLEX_FORMATS = new Set([5, 6]);

function numbersAt({ fileDirectory }: GeoTIFFImage, tag: "SampleFormat" | "BitsPerSample"): readonly number[] {
  if (!fileDirectory.hasTag(tag)) return [];
  const value: unknown = fileDirectory.getValue(tag);
  return Array.isArray(value) || ArrayBuffer.isView(value) ? Array.from(value as ArrayLike<number>, Number) : [];
}

/** The coding in words; "" where it is read. `SampleFormat` and `BitsPerSample` must be loaded. Throws where the file breaks off. */
export async function nameForeignCoding(image: GeoTIFFImage, missing: number | null): Promise<string> {
  const { fileDirectory, littleEndian } = image;
  const compression = fileDirectory.hasTag("Compression") ? Number(fileDirectory.getValue("Compression")) : 1;
  if (!READABLE_COMPRESSIONS.has(compression)) return COMPRESSIONS[compression] ?? `compression ${compression}`;
  if (numbersAt(image, "SampleFormat").some((format) => COMPLEX_FORMATS.has(format))) return "complex numbers";
  const [bits = 1] = numbersAt(image, "BitsPerSample");
  // The decoder gives too short rows of bytes, and zeros where LERC marks gaps.
  if (compression === LERC && bits === 8) return "LERC (8 bit)";
  if (compression === LERC && missing !== null && Number.isNaN(missing)) return "LERC (NoData = NaN)";
  const predictor = fileDirectory.hasTag("Predictor") ? Number(await fileDirectory.loadValue("Predictor")) : 1;
  if (predictor !== SIGNED_PREDICTOR) return "";
  // The decoder adds such numbers up in the machine's own order of bytes.
  if (bits > 8 && !littleEndian) return "predictor 2, big-endian";
  return bits > 32 ? `predictor 2, ${bits} bit` : "";
}
