/** Gives a map the textures and icons that its style names, in the resolution of the screen. */
import type { ServiceDomain } from "../../core/model/facility.ts";
import { DOMAIN_COLOURS } from "../../report/map/colour-ramps.ts";
import {
  DEPENDS_IMAGE,
  DOTS_IMAGE,
  dependsTexture,
  dotTexture,
  FRAGILE_IMAGE,
  facilityIcon,
  facilityIconName,
  fragileTexture,
  HATCH_IMAGE,
  hatchTexture,
  type PixelImage,
} from "./map-images.ts";
import type { MapLibreMap } from "./maplibre-door.ts";

const DOMAINS = Object.keys(DOMAIN_COLOURS) as ServiceDomain[];

/** Adds what is not there yet: after a lost graphics context some may be. */
export function addImages(map: MapLibreMap): void {
  const add = (name: string, image: PixelImage | null, pixelRatio: number) => {
    if (image && !map.hasImage(name)) map.addImage(name, image, { pixelRatio });
  };
  const pixelRatio = Math.max(1, window.devicePixelRatio);
  add(HATCH_IMAGE, hatchTexture(pixelRatio), pixelRatio);
  add(DEPENDS_IMAGE, dependsTexture(pixelRatio), pixelRatio);
  add(FRAGILE_IMAGE, fragileTexture(pixelRatio), pixelRatio);
  add(DOTS_IMAGE, dotTexture(pixelRatio), pixelRatio);
  const iconRatio = pixelRatio * 2;
  for (const domain of DOMAINS) {
    for (const form of ["ring", "pictogram"] as const) {
      add(facilityIconName(domain, form), facilityIcon(domain, form, iconRatio), iconRatio);
    }
  }
}
