/**
 * A drawing as layers that each fill a window of their own: marks outside of clipped groups in the whole picture, a clipped
 * group in its rectangle. A rasterizer then needs no clipping, which costs it more than all drawing does (and in which resvg
 * 0.41 ends in a panic where all marks of a clipped group lie outside of its picture).
 */
import type { SceneWindow } from "./marks-in-window.ts";
import type { GroupMark, Mark } from "./scene.ts";

export interface Layer {
  /** On the page, in millimetres. */
  readonly window: SceneWindow;
  /** Without clips; in the page's coordinates. */
  readonly marks: readonly Mark[];
}

/** Layers from below to above. */
export function splitLayers(marks: readonly Mark[], window: SceneWindow): Layer[] {
  const layers: { window: SceneWindow; marks: Mark[] }[] = [];
  const add = (mark: Mark, x: number, y: number, within: SceneWindow): void => {
    const last = layers.at(-1);
    const moved: Mark = x === 0 && y === 0 ? mark : { kind: "group", x, y, marks: [mark] };
    if (last?.window === within) last.marks.push(moved);
    else layers.push({ window: within, marks: [moved] });
  };
  const walk = (inner: readonly Mark[], x: number, y: number, within: SceneWindow): void => {
    for (const mark of inner) {
      if (mark.kind !== "group" || !hasClip(mark)) add(mark, x, y, within);
      else walk(mark.marks, x + mark.x, y + mark.y, clipWindow(mark, x + mark.x, y + mark.y, within));
    }
  };
  walk(marks, 0, 0, window);
  return layers;
}

function hasClip(group: GroupMark): boolean {
  return group.clip !== undefined || group.marks.some((mark) => mark.kind === "group" && hasClip(mark));
}

function clipWindow({ clip }: GroupMark, x: number, y: number, within: SceneWindow): SceneWindow {
  if (!clip) return within;
  return {
    left: Math.max(within.left, x + clip.x),
    top: Math.max(within.top, y + clip.y),
    right: Math.min(within.right, x + clip.x + clip.width),
    bottom: Math.min(within.bottom, y + clip.y + clip.height),
  };
}
