/** A picture within a box, as large as its proportions allow. */
import type PptxGenJS from "pptxgenjs";
import type { Picture } from "../pictures/draw-pictures.ts";
import { cleanText } from "./fit-slide-text.ts";
import type { Box } from "./slide-look.ts";

const CHUNK = 0x8000;

/** Centred in the box; answers where it stands. */
export function placePicture(slide: PptxGenJS.Slide, picture: Picture, box: Box, altText: string): Box {
  const scale = Math.min(box.width / picture.widthMm, box.height / picture.heightMm);
  const width = picture.widthMm * scale;
  const height = picture.heightMm * scale;
  const x = box.x + (box.width - width) / 2;
  const y = box.y + (box.height - height) / 2;
  slide.addImage({
    data: `image/png;base64,${toBase64(picture.png)}`,
    ...{ x, y, w: width, h: height },
    altText: cleanText(altText),
    objectName: cleanText(altText),
  });
  return { x, y, width, height };
}

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(text);
}
