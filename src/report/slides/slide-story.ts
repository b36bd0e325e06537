/** What every slide is made from. */
import type { ReportFacts } from "../facts/report-facts.ts";
import type { ReportRequest } from "../report-request.ts";
import type { Deck } from "./slide-deck.ts";

/** A picture of a map or chart, and its size on paper. */
export interface Picture {
  readonly png: Uint8Array;
  readonly widthMm: number;
  readonly heightMm: number;
}

/** The picture of that id (`map:<service>`); null where it cannot be drawn. */
export type DrawPicture = (id: string) => Promise<Picture | null>;

export interface Story {
  readonly deck: Deck;
  readonly facts: ReportFacts;
  readonly request: ReportRequest;
  readonly drawPicture: DrawPicture;
}
