import { formatMetres, formatShare } from "../../core/model/format-number.ts";
import type { CommunityExplanation } from "../../core/questions/explain-community.ts";
import type { ShortReason } from "../../core/questions/find-cause.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { amountText } from "../select/judged-amount.ts";
import { useText } from "../strings/text.ts";
import { useExplain } from "./explain-store.ts";
import { answerWords, barrierName, basisWords, costWords, facilityName, serviceWords } from "./explain-words.ts";
import { RemedyList } from "./remedy-list.tsx";

interface Parts {
  readonly study: StudyView;
  readonly explanation: CommunityExplanation;
}

/** Why a community passes or does not under a circle. */
export function CommunityReasons({ study, explanation, targetId }: Parts & { readonly targetId: string | null }) {
  const text = useText();
  const { t } = text;
  const { reach, costToPass, isMet, needs } = explanation;
  return (
    <>
      <p className="explain-answer" data-cause={explanation.cause ?? "met"} data-testid="explain-answer">
        {answerWords(text, study, explanation)}
      </p>
      <p className="explain-basis">{basisWords(text, study, explanation, targetId)}</p>
      {explanation.cause !== "over-capacity" && (reach.kind === "time" || costToPass < Infinity) ? (
        <p className="explain-basis">
          {costToPass < Infinity
            ? t(isMet ? "explain.toPass.met" : "explain.toPass", {
                cost: costWords(t, reach, costToPass) + (explanation.otherWay?.reach ? t("circle.either.ratio") : ""),
              })
            : t("explain.toPass.never")}
        </p>
      ) : null}
      {needs.length > 1 && <Needs study={study} explanation={explanation} />}
      <HomeWalk study={study} explanation={explanation} />
      <Between study={study} explanation={explanation} />
      <ShortBar study={study} explanation={explanation} />
      <RemedyList study={study} explanation={explanation} />
    </>
  );
}

function Needs({ study, explanation }: Parts) {
  const text = useText();
  const { t } = text;
  return (
    <>
      <h3>{t("explain.needs")}</h3>
      <ul className="explain-needs">
        {explanation.needs.map(({ serviceIds, peopleCovered }, index) => (
          <li key={serviceIds.join()} data-current={index === explanation.needIndex}>
            <span>{serviceWords(text, study, serviceIds)}</span>
            <span className="number">
              {t("explain.need.covered", { share: formatShare(peopleCovered / explanation.people) })}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** One home: how far it walks, and how far the same is in a straight line, drawn to one scale. */
function HomeWalk({ study, explanation }: Parts) {
  const { t } = useText();
  const { home, walk, straight, reach } = explanation;
  const of = explanation.countsLand ? "circle.home" : "explain.home";
  const show = useExplain((state) => state.show);
  const nameOf = (each: { readonly serviceId: string; readonly facilityIndex: number }): string =>
    facilityName(study, each.serviceId, each.facilityIndex);
  const isOther =
    straight !== null && (walk?.facilityIndex !== straight.facilityIndex || walk.serviceId !== straight.serviceId);
  const longest = Math.max(walk?.metres ?? 0, straight?.walk?.metres ?? 0, straight?.metres ?? 0);
  const factor = straight?.walk && straight.metres > 0 ? straight.walk.metres / straight.metres : null;
  const walked = (each: NonNullable<CommunityExplanation["walk"]>): string =>
    reach.kind === "distance"
      ? formatMetres(each.cost)
      : t("explain.walk.value", { cost: costWords(t, reach, each.cost), metres: formatMetres(each.metres) });
  return (
    <>
      <h3>{t(`${of}.${home.choice}`)}</h3>
      {home.refusal !== 0 && <p>{t(`${of}.refusal.${home.refusal as 1 | 2 | 3}`)}</p>}
      <dl className="explain-lines">
        {walk ? (
          <Line
            kind="walk"
            term={t(walk.mode === "cycle" ? "circle.walk.cycle" : "explain.walk", { name: nameOf(walk) })}
            value={walked(walk)}
            share={walk.metres / longest}
          />
        ) : (
          home.refusal === 0 && reach.kind === "time" && <p>{t("explain.walk.none")}</p>
        )}
        {straight && isOther && straight.walk && (
          <Line
            kind="walk"
            term={t(straight.walk.mode === "cycle" ? "circle.walk.straight.cycle" : "explain.walk.straight", {
              name: nameOf(straight),
            })}
            value={walked(straight.walk)}
            share={straight.walk.metres / longest}
          />
        )}
        {straight && (
          <Line
            kind="straight"
            term={t("explain.straight", { name: nameOf(straight) })}
            value={formatMetres(straight.metres)}
            share={straight.metres / longest}
            note={factor === null ? "" : t("explain.detour", { factor: factor.toFixed(1) })}
          />
        )}
      </dl>
      {straight && isOther && !straight.walk && home.refusal === 0 && reach.kind === "time" && (
        <p>{t("explain.walk.straight.none", { name: nameOf(straight) })}</p>
      )}
      <p className="explain-basis">
        {home.choice === "asked" ? (
          <button type="button" className="link" onClick={() => show({ place: null })}>
            {t(`${of}.back`)}
          </button>
        ) : (
          t(`${of}.pick`)
        )}
      </p>
    </>
  );
}

function Line({
  kind,
  term,
  value,
  share,
  note = "",
}: {
  readonly kind: "walk" | "straight";
  readonly term: string;
  readonly value: string;
  readonly share: number;
  readonly note?: string;
}) {
  return (
    <div data-kind={kind}>
      <dt>{term}</dt>
      <dd>
        <span className="explain-bar" style={{ width: `${Math.max(2, 100 * share)}%` }} aria-hidden="true" />
        <span className="number">{value}</span>
        {note !== "" && <strong>{note}</strong>}
      </dd>
    </div>
  );
}

const MOST_BARRIERS = 4;

/** Barriers on the straight line; where there are none, how dense the streets are. */
function Between({ study, explanation: { straight, around, reach } }: Parts) {
  const { t } = useText();
  if (!straight || (reach.kind === "distance" && reach.measure === "straight")) return null;
  const { between } = straight;
  return (
    <>
      {between.length > 0 && <h3>{t("explain.between")}</h3>}
      <ul className="explain-between">
        {between.slice(0, MOST_BARRIERS).map(({ barrierIndex, position, widthMetres, passage }) => (
          <li key={`${barrierIndex} ${position.join()}`}>
            <span className="explain-cross" aria-hidden="true">
              ×
            </span>
            <span>
              {barrierName(t, study, barrierIndex)}
              <small>
                {[
                  widthMetres >= 10 ? t("explain.between.width", { metres: formatMetres(widthMetres) }) : "",
                  passage ? t("explain.between.passage", { metres: formatMetres(passage.metres) }) : "",
                  passage === null ? t("explain.between.noPassage") : "",
                ]
                  .filter((part) => part !== "")
                  .join(" · ")}
              </small>
            </span>
          </li>
        ))}
        {between.length > MOST_BARRIERS && (
          <li className="quiet">{t("explain.between.more", { count: between.length - MOST_BARRIERS })}</li>
        )}
      </ul>
      {between.length === 0 && <p>{t("explain.between.none")}</p>}
      {around && between.length === 0 && (
        <p className="explain-basis">
          {t("explain.around", {
            radius: around.radiusMetres,
            density: around.kilometresPerSquareKilometre.toFixed(1),
            share: formatShare(around.deadEndShare),
          })}
        </p>
      )}
    </>
  );
}

const REASONS: readonly ShortReason[] = ["far", "barrier", "detour", "unattached"];

/** Everybody out of reach, by the reason that holds of his home. */
function ShortBar({ study, explanation: { short, people, peopleCovered, countsLand } }: Parts) {
  const { t, language } = useText();
  const parts = [
    ...REASONS.map((reason) => ({ id: reason, people: short.byReason[reason] })),
    { id: "other" as const, people: short.ofOtherNeeds },
  ].filter((part) => part.people > 0);
  if (parts.length === 0) return null;
  const amount = (count: number): string => amountText(count, countsLand, study.demand.unit, language);
  const words = parts.map((part) => `${t(`explain.reason.${part.id}`)} ${amount(part.people)}`);
  return (
    <>
      <h3>{t(countsLand ? "circle.explain.short" : "explain.short", { amount: amount(people - peopleCovered) })}</h3>
      <div className="explain-strip" role="img" aria-label={words.join(", ")}>
        {parts.map((part) => (
          <span key={part.id} data-reason={part.id} style={{ flexGrow: part.people, flexBasis: 0 }} />
        ))}
      </div>
      <ul className="explain-reasons">
        {parts.map((part) => (
          <li key={part.id}>
            <span className="explain-swatch" data-reason={part.id} />
            <span>{t(`explain.reason.${part.id}`)}</span>
            <span className="number">{amount(part.people)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
