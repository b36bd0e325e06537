/** The other images of a TIFF: a mask of the first, smaller copies of it, and those that nobody would expect there. */
import type { GeoTIFF, GeoTIFFImage } from "geotiff";

/** A chain of images may lead in a circle. */
const MOST_IMAGES = 64;
const [REDUCED, MASK] = [1, 4];

export interface OtherImages {
  /** Zero where the first image has no data; null where the file has no mask. */
  readonly mask: GeoTIFFImage | null;
  /** Images besides the first, its mask and its smaller copies: nobody reads them. */
  readonly unread: number;
}

/** What kinds of image follow the first. A chain that breaks off ends there. */
export async function findOtherImages(tiff: GeoTIFF, first: GeoTIFFImage): Promise<OtherImages> {
  let mask: GeoTIFFImage | null = null;
  let unread = 0;
  for (let index = 1; index < MOST_IMAGES; index++) {
    let image: GeoTIFFImage;
    try {
      image = await tiff.getImage(index);
    } catch {
      break;
    }
    const { fileDirectory } = image;
    const kind = fileDirectory.hasTag("NewSubfileType") ? Number(fileDirectory.getValue("NewSubfileType")) : 0;
    const isOfFirst = image.getWidth() === first.getWidth() && image.getHeight() === first.getHeight();
    if ((kind & MASK) !== 0) {
      if (isOfFirst && (kind & REDUCED) === 0) mask = image;
    } else if ((kind & REDUCED) === 0) unread++;
  }
  return { mask, unread };
}
