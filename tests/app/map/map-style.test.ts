import { describe, expect, it } from "vitest";
import { dotTexture, fragileTexture, hatchTexture, type PixelImage } from "../../../src/app/map/map-images.ts";
import { createMapStyle, SERVICE_COLOUR_PROPERTIES, SWITCHED_LAYERS } from "../../../src/app/map/map-style.ts";

describe("the map's style", () => {
  const style = createMapStyle();
  const ids = style.layers.map(({ id }) => id);

  it("asks for nothing from anywhere: no glyphs, no sprite, no address but its own", () => {
    expect(style.glyphs).toBeUndefined();
    expect(style.sprite).toBeUndefined();
    const addresses = JSON.stringify(style).match(/[\w-]+:\/\/[^"]*/g) ?? [];
    expect(addresses).toHaveLength(1);
    expect(addresses[0]).toMatch(/^study-streets:/);
  });

  it("draws every layer from a source that exists and names none twice", () => {
    for (const layer of style.layers) {
      if (layer.type !== "background") expect(Object.keys(style.sources)).toContain(layer.source);
    }
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("switches and colours layers that exist", () => {
    for (const id of Object.values(SWITCHED_LAYERS).flat()) expect(ids).toContain(id);
    for (const [id] of SERVICE_COLOUR_PROPERTIES) expect(ids).toContain(id);
  });

  it("puts names over facilities, facilities over streets, streets over communities", () => {
    const order = ["community-fill", "community-not-met", "street-0", "facility-icon", "community-name"];
    const places = order.map((id) => ids.indexOf(id));
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });
});

function alphaAt({ width, height, data }: PixelImage, x: number, y: number): number {
  return data[4 * ((((y % height) + height) % height) * width + (((x % width) + width) % width)) + 3] ?? 0;
}

describe("textures", () => {
  it("hatching runs on without a seam: a step right and a step up is the same ink", () => {
    for (const ratio of [1, 2]) {
      const image = hatchTexture(ratio);
      for (let x = 0; x < image.width; x++) {
        for (let y = 0; y < image.height; y++) expect(alphaAt(image, x + 1, y - 1)).toBe(alphaAt(image, x, y));
      }
    }
  });

  it("strokes of what is fragile run the other way, without a seam either", () => {
    for (const ratio of [1, 2]) {
      const image = fragileTexture(ratio);
      for (let x = 0; x < image.width; x++) {
        for (let y = 0; y < image.height; y++) expect(alphaAt(image, x + 1, y + 1)).toBe(alphaAt(image, x, y));
      }
    }
    expect(alphaAt(fragileTexture(1), 0, 4)).not.toBe(alphaAt(fragileTexture(1), 0, 0));
  });

  it("hatching and dots differ in more than colour and leave most of the ground visible", () => {
    const [hatch, dots] = [hatchTexture(1), dotTexture(1)];
    const inked = (image: PixelImage) => image.data.filter((value, index) => index % 4 === 3 && value > 0).length;
    expect(inked(hatch)).toBeLessThan(32);
    expect(inked(dots)).toBeLessThan(32);
    const pattern = (image: PixelImage) =>
      Array.from({ length: 64 }, (_, index) => (image.data[4 * index + 3] ?? 0) > 0);
    expect(pattern(hatch)).not.toEqual(pattern(dots));
  });
});
