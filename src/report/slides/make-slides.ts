/**
 * The deck for a leader: cover, the whole with how reach grows with time, a slide a service, districts, the plan's targets, what to do first, scenarios
 * where there are any, and where the numbers come from. The same facts give the same bytes.
 */
import type { ReportFacts } from "../facts/report-facts.ts";
import type { DrawPicture } from "../pictures/draw-pictures.ts";
import type { ReportRequest } from "../report-request.ts";
import type { MeasureText } from "../scene/scene.ts";
import { addCover, coverTitle } from "./cover-slide.ts";
import { addDistrictsSlide } from "./districts-slide.ts";
import { addGapsSlide } from "./gaps-slide.ts";
import { addOverview } from "./overview-slide.ts";
import { repackSlides } from "./repack-slides.ts";
import { addScenariosSlide } from "./scenarios-slide.ts";
import { addServiceSlide } from "./service-slide.ts";
import { openDeck } from "./slide-deck.ts";
import type { Story } from "./slide-story.ts";
import { addTargetsSlide } from "./targets-slide.ts";
import { addTraceSlide } from "./trace-slide.ts";

/** @param pause awaited between slides; may throw to end the work */
export async function makeSlides(
  facts: ReportFacts,
  request: ReportRequest,
  drawPicture: DrawPicture,
  measureText: MeasureText,
  pause: () => Promise<void> = async () => {},
): Promise<Uint8Array> {
  const { study, services, scenarios } = facts;
  const { stamp, date, organisation } = request;
  const properties = { title: coverTitle(facts, request), organisation, stamp, date };
  const deck = openDeck({ ...properties, isDemonstration: study.demonstration }, measureText);
  const story: Story = { deck, facts, request, drawPicture };
  await addCover(story);
  addOverview(story);
  for (const service of services) {
    await pause();
    await addServiceSlide(story, service);
  }
  addDistrictsSlide(story);
  addTargetsSlide(story);
  addGapsSlide(story);
  if (scenarios.length > 0) addScenariosSlide(story);
  addTraceSlide(story);
  await pause();
  const bytes = await deck.writer.write({ outputType: "uint8array" });
  return repackSlides(bytes as Uint8Array, deck.sheets, date);
}
