/** Where the line between two sides stands: a share of the map's width from its left edge. */
import { create } from "zustand";

const STEP = 0.02;
const PAGE = 0.1;

interface SwipeState {
  readonly share: number;
  put(share: number): void;
}

export const useSwipe = create<SwipeState>((set) => ({
  share: 0.5,
  put: (share) => set({ share: holdOnMap(share) }),
}));

function holdOnMap(share: number): number {
  return Math.min(1, Math.max(0, share));
}

/** Where a key takes the line; null for keys that mean nothing to it. */
export function moveByKey(share: number, key: string): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: share - STEP,
    ArrowDown: share - STEP,
    ArrowRight: share + STEP,
    ArrowUp: share + STEP,
    PageDown: share - PAGE,
    PageUp: share + PAGE,
    Home: 0,
    End: 1,
  };
  const next = Object.hasOwn(steps, key) ? steps[key] : undefined;
  // Whole thousandths: a hundred steps there and back end where they began.
  return next === undefined ? null : holdOnMap(Math.round(next * 1000) / 1000);
}

/** Where the pointer puts the line on a map that begins at `left` and is so wide, in pixels. */
export function shareAt(pointerX: number, { left, width }: { readonly left: number; readonly width: number }): number {
  return width > 0 ? holdOnMap((pointerX - left) / width) : 0.5;
}
