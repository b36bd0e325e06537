/** What is being drawn: the tool, its positions so far, and what is wrong with them. No number depends on it before it is an edit. */
import { create } from "zustand";
import type { Position } from "../../../core/model/geometry.ts";
import type { DrawTool } from "./draw-tool.ts";
import type { EditFault } from "./make-edit.ts";

interface DrawState {
  readonly tool: DrawTool | null;
  readonly positions: readonly Position[];
  /** Where the next position would come to lie. */
  readonly pointer: Position | null;
  /** Why the last wish for an edit was refused; gone with the next change. */
  readonly fault: EditFault | null;
  /** True while the coordinates as typed are none. */
  readonly isUnreadable: boolean;
  /** Counts the wishes to finish that come from the map (a double click). */
  readonly finishes: number;
  begin(tool: DrawTool): void;
  add(position: Position): void;
  /** Takes the last position back. */
  takeBack(): void;
  /** Puts positions as they were typed in the place of those drawn; null: they cannot be read. */
  replace(positions: readonly Position[] | null): void;
  point(pointer: Position | null): void;
  refuse(fault: EditFault | null): void;
  finish(): void;
  end(): void;
}

const NOTHING = { positions: [], pointer: null, fault: null, isUnreadable: false } as const;

export const useDrawing = create<DrawState>((set, get) => ({
  tool: null,
  finishes: 0,
  ...NOTHING,
  begin: (tool) => set({ tool, ...NOTHING }),
  add: (position) => {
    const { tool, positions } = get();
    const last = positions.at(-1);
    if (tool === null || (last && last[0] === position[0] && last[1] === position[1])) return;
    set({ positions: [...positions, position], fault: null, isUnreadable: false });
  },
  takeBack: () => set({ positions: get().positions.slice(0, -1), fault: null, isUnreadable: false }),
  replace: (positions) => set(positions ? { positions, fault: null, isUnreadable: false } : { isUnreadable: true }),
  point: (pointer) => {
    if (pointer !== get().pointer) set({ pointer });
  },
  refuse: (fault) => set({ fault }),
  finish: () => set({ finishes: get().finishes + 1 }),
  end: () => set({ tool: null, ...NOTHING }),
}));
