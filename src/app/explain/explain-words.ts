/** Sentences of an explanation. Every figure says what it is of; nothing is rounded to a verdict. */
import type { GroupId } from "../../core/model/demand.ts";
import { formatCount, formatMetres, formatShare } from "../../core/model/format-number.ts";
import type { Reach } from "../../core/plan/target.ts";
import type { CommunityExplanation } from "../../core/questions/explain-community.ts";
import type { MissingLink } from "../../core/questions/find-missing-links.ts";
import type { Remedy } from "../../core/questions/find-remedies.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { capacityUnit } from "../select/access-answer.ts";
import { demandWords } from "../select/demand-words.ts";
import { amountText } from "../select/judged-amount.ts";
import type { Text, Translate } from "../strings/text.ts";

/** Kinds of facility one after the other: 健身步道或健身广场. */
export function serviceWords(
  { t, local }: Text,
  study: Pick<StudyView, "services">,
  serviceIds: readonly string[],
): string {
  const titles = serviceIds.map((id) => {
    const service = study.services.find((each) => each.id === id);
    return service ? local(service.title) : id;
  });
  return titles.join(t("explain.or"));
}

export function facilityName(study: Pick<StudyView, "facilities">, serviceId: string, facilityIndex: number): string {
  const layer = study.facilities.find((each) => each.serviceId === serviceId);
  return layer?.names[facilityIndex] || layer?.ids[facilityIndex] || "";
}

/** A cost in the unit of the reach: 18.9 分钟, 1 240 m. */
export function costWords(t: Translate, reach: Reach, cost: number): string {
  if (reach.kind === "distance") return formatMetres(cost);
  return t("explain.limit.time", { minutes: (cost / 60).toFixed(1) });
}

/** The cutoff as a limit: 15 分钟, 10.0 km. */
export function limitWords(t: Translate, reach: Reach): string {
  if (reach.kind === "distance") return formatMetres(reach.metres);
  return t("explain.limit.time", { minutes: Number((reach.seconds / 60).toFixed(1)) });
}

/** The limit, by either way where there are two: 成人步行或骑行 15 分钟. */
export function eitherWords(
  t: Translate,
  { reach, otherWay, profileId }: Pick<CommunityExplanation, "reach" | "otherWay" | "profileId">,
): string {
  const limit = limitWords(t, reach);
  if (!otherWay || profileId === null) return limit;
  const [first, second] = [profileId, otherWay.profileId].map((id) => t(`ruleEditor.profile.${id}`)) as [
    string,
    string,
  ];
  if (otherWay.reach === null) return t("circle.either.same", { first, second, limit });
  return t("circle.either.own", { first, second, firstLimit: limit, secondLimit: limitWords(t, otherWay.reach) });
}

/** An amount of what a link or a circle counts; land says that it is land. */
export function countedWords({ t, language }: Text, study: StudyView, countsLand: boolean, value: number): string {
  const words = amountText(value, countsLand, study.demand.unit, language);
  return countsLand ? t("circle.amount.land", { amount: words }) : words;
}

/** What is asked as a basis names it: the reach with its pace, or the limits of both ways. */
export function askedWords(
  t: Translate,
  asked: Pick<CommunityExplanation, "reach" | "otherWay" | "profileId" | "metresPerUnit">,
): string {
  return asked.otherWay ? eitherWords(t, asked) : reachWords(t, asked.reach, asked.metresPerUnit);
}

/** The reach with its pace: 15 分钟（0.8 m/s）. */
function reachWords(t: Translate, reach: Reach, metresPerUnit: readonly number[]): string {
  if (reach.kind === "distance") return t(`explain.reach.${reach.measure}`, { metres: formatMetres(reach.metres) });
  const speed = [...new Set(metresPerUnit)].map((pace) => Number(pace.toFixed(2))).join(" / ");
  return t("explain.reach.time", { minutes: Number((reach.seconds / 60).toFixed(1)), speed });
}

export function basisWords(
  text: Text,
  study: StudyView,
  explanation: CommunityExplanation,
  targetId: string | null,
): string {
  const { t } = text;
  const { groupId, passShare, countsLand } = explanation;
  return t(targetId === null ? "explain.basis.run" : "explain.basis.target", {
    id: targetId ?? "",
    reach: askedWords(t, explanation),
    group: countsLand ? t("circle.basis.land") : groupWords(t, study, groupId),
    pass: formatShare(passShare),
  });
}

export function groupWords(t: Translate, study: StudyView, groupId: GroupId): string {
  return demandWords(t, groupId, study.demand.unit);
}

/** The answer: why it passes, or the one cause with the people whom it concerns. */
export function answerWords(text: Text, study: StudyView, explanation: CommunityExplanation): string {
  const { t } = text;
  const { cause, short, share, passShare, people, peopleCovered, countsLand } = explanation;
  const amount = (count: number): string => countedWords(text, study, countsLand, count);
  const service = serviceWords(text, study, explanation.serviceIds);
  const limit = eitherWords(t, explanation);
  const pass = formatShare(passShare);
  switch (cause) {
    case null:
      return t("explain.met", { covered: amount(peopleCovered), share: formatShare(share), limit, service, pass });
    case "narrow":
      return t("explain.cause.narrow", {
        share: formatShare(share),
        people: amount(Math.ceil(passShare * people - peopleCovered)),
        pass,
      });
    case "none":
      return t("explain.cause.none", { service });
    case "other-need":
      return t("explain.cause.other-need");
    case "over-capacity":
      return fullWords(text, study, explanation);
    default:
      return t(`explain.cause.${cause}`, {
        people: amount(short.byReason[cause]),
        service,
        limit,
        barriers: barrierWords(text, study, explanation),
      });
  }
}

function fullWords(text: Text, study: StudyView, explanation: CommunityExplanation): string {
  const { t } = text;
  const { places, reach, passShare } = explanation;
  if (!places) return "";
  const amount = (count: number): string => countedWords(text, study, false, count);
  return t("explain.cause.over-capacity", {
    covered: amount(places.served + places.overCapacity),
    limit: limitWords(t, reach),
    service: serviceWords(text, study, places.serviceIds),
    served: amount(places.served),
    share: formatShare(places.served / places.people),
    pass: formatShare(passShare),
  });
}

/** Barriers that are named in the answer. */
const MOST_NAMED = 3;

/** What stands between those who are cut off and their facility, what most live behind first. */
function barrierWords({ t, list }: Text, study: StudyView, { short }: CommunityExplanation): string {
  const names = short.behind.slice(0, MOST_NAMED).map(({ barrierIndex }) => barrierName(t, study, barrierIndex));
  return names.length > 0 ? list(names) : t("explain.cause.barrier.some");
}

export function barrierName(t: Translate, study: Pick<StudyView, "barriers">, barrierIndex: number): string {
  const barrier = study.barriers[barrierIndex];
  return barrier?.name || t(`explain.barrier.${barrier?.kind ?? "wall"}`);
}

/** What a link goes over, each once; "" where nothing. */
export function overWords(
  { t, list }: Text,
  study: Pick<StudyView, "barriers">,
  { barrierIndexes }: Pick<MissingLink, "barrierIndexes">,
): string {
  return list([...new Set(barrierIndexes.map((index) => barrierName(t, study, index)))]);
}

export function remedyWords(text: Text, study: StudyView, explanation: CommunityExplanation, remedy: Remedy): string {
  const { t } = text;
  switch (remedy.kind) {
    case "facility":
      return t("explain.remedy.facility", { service: serviceWords(text, study, explanation.serviceIds) });
    case "link": {
      const name = overWords(text, study, remedy.link);
      return t(name === "" ? "explain.remedy.link" : "explain.remedy.link.over", {
        kind: t(`link.kind.${remedy.link.kind}`),
        metres: formatMetres(remedy.link.metres),
        name,
      });
    }
    case "attach-homes":
      return t("explain.remedy.attach-homes", { homes: remedy.homes });
    case "places":
      return t("explain.remedy.places", {
        name: facilityName(study, remedy.serviceId, remedy.facilityIndex),
        places: formatCount(remedy.morePlaces),
        now: formatCount(remedy.capacity),
        unit: capacityUnit(t, remedy.attribute),
      });
    case "attach-facility":
      return t("explain.remedy.attach-facility", {
        name: facilityName(study, remedy.serviceId, remedy.facilityIndex),
      });
  }
}
