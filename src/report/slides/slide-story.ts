/** What every slide is made from. */
import type { ReportFacts } from "../facts/report-facts.ts";
import type { DrawPicture } from "../pictures/draw-pictures.ts";
import type { ReportRequest } from "../report-request.ts";
import type { Deck } from "./slide-deck.ts";

export interface Story {
  readonly deck: Deck;
  readonly facts: ReportFacts;
  readonly request: ReportRequest;
  readonly drawPicture: DrawPicture;
}
