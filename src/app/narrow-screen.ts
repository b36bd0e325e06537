/** Screens too narrow for panels beside the map, as the style sheets also have it. */
import { useSyncExternalStore } from "react";

export const NARROW_SCREEN = "(width < 720px)";

export function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(NARROW_SCREEN);
      media.addEventListener("change", changed);
      return () => media.removeEventListener("change", changed);
    },
    () => matchMedia(NARROW_SCREEN).matches,
  );
}
