/** A picture on a white panel, as large as its proportions and the room allow. */
import type PptxGenJS from "pptxgenjs";
import type { Picture } from "../pictures/draw-pictures.ts";
import { cleanText } from "./fit-slide-text.ts";
import { type Box, HAIRLINE, WHITE } from "./slide-look.ts";

const CHUNK = 0x8000;
const INSET = 0.1;

/** In the middle of the room. */
export function placeInPanel(slide: PptxGenJS.Slide, picture: Picture, room: Box, altText: string): void {
  const scale = Math.min((room.width - 2 * INSET) / picture.widthMm, (room.height - 2 * INSET) / picture.heightMm);
  const [w, h] = [picture.widthMm * scale, picture.heightMm * scale];
  const x = room.x + (room.width - w) / 2;
  const y = room.y + (room.height - h) / 2;
  slide.addShape("rect", {
    ...{ x: x - INSET, y: y - INSET, w: w + 2 * INSET, h: h + 2 * INSET },
    fill: { color: WHITE },
    line: { color: HAIRLINE, width: 0.75 },
  });
  const words = cleanText(altText);
  const data = `image/png;base64,${toBase64(picture.png)}`;
  slide.addImage({ data, x, y, w, h, altText: words, objectName: words });
}

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(text);
}
