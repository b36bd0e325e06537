import { Fragment } from "react";
import { formatCount, formatHectares, formatMinutes, NO_VALUE } from "../../core/model/format-number.ts";
import { parentPath } from "../../core/model/unit-tree.ts";
import type { CityLink, MissingLinks } from "../../core/questions/find-missing-links.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { useExplain } from "./explain-store.ts";
import { overWords } from "./explain-words.ts";
import { LinkGains } from "./link-gains.tsx";
import type { ListedLink } from "./list-links.ts";
import { middleOf } from "./marks-on-map.ts";

/** Half the side of the view around a link, in degrees. */
const VIEW_DEGREES = 0.006;
const COLUMNS = 8;

/** Links by people gained; a row leads to its place and unfolds who gains there. */
export function CrossingsTable({
  study,
  answer,
  listed,
  searchLimitSeconds,
}: {
  readonly study: StudyView;
  readonly answer: MissingLinks;
  readonly listed: readonly ListedLink[];
  readonly searchLimitSeconds: number;
}) {
  const text = useText();
  const { t, language } = text;
  const { countsLand, otherWay } = answer;
  const chosen = useExplain((state) => state.chosenLink);
  const show = useExplain((state) => state.show);
  const isTime = answer.reach.kind === "time";
  const go = (link: CityLink, index: number): void => {
    const [lon, lat] = middleOf(link.from, link.to);
    show({ chosenLink: index });
    useView.getState().fly({
      kind: "bounds",
      bounds: [lon - VIEW_DEGREES, lat - VIEW_DEGREES / 2, lon + VIEW_DEGREES, lat + VIEW_DEGREES / 2],
    });
  };
  const cost = (value: number): string =>
    isTime
      ? formatMinutes(value, searchLimitSeconds)
      : Number.isFinite(value)
        ? formatCount(value)
        : t("crossings.far");
  return (
    <table className="crossings-table">
      <caption className="visually-hidden">{t("crossings.table")}</caption>
      <thead>
        <tr>
          <th scope="col" className="number">
            {t("crossings.rank")}
          </th>
          <th scope="col">{t("crossings.kind")}</th>
          <th scope="col">{t("crossings.over")}</th>
          <th scope="col" className="number">
            {t("crossings.length")}
          </th>
          <th scope="col" className="number">
            {t(countsLand ? "crossings.gained.land" : "crossings.gained")}
          </th>
          <th scope="col" className="number">
            {t("crossings.turned")}
          </th>
          <th scope="col" className="number">
            {t(isTime ? (otherWay ? "crossings.saved.either" : "crossings.saved") : "crossings.saved.metres")}
          </th>
          <th scope="col">{t("crossings.where")}</th>
        </tr>
      </thead>
      <tbody>
        {listed.map(({ link, part }, index) => (
          <Fragment key={`${link.from.join()} ${link.to.join()}`}>
            {part !== listed[index - 1]?.part && listed[0]?.part === "best" && (
              <tr className="crossings-part">
                <th scope="rowgroup" colSpan={COLUMNS}>
                  {t(`crossings.part.${part}`)}
                </th>
              </tr>
            )}
            <tr data-testid="crossing-row" data-chosen={chosen === index} onClick={() => go(link, index)}>
              <td className="number">
                <button
                  type="button"
                  className="crossings-rank"
                  aria-expanded={chosen === index}
                  onClick={() => go(link, index)}
                >
                  {index + 1}
                </button>
              </td>
              <td>{t(`link.kind.${link.kind}`)}</td>
              <td>{overWords(text, study, link) || NO_VALUE}</td>
              <td className="number">{formatCount(link.metres)}</td>
              <td className="number">
                <strong>
                  {countsLand ? formatHectares(link.peopleGained, language) : formatCount(link.peopleGained)}
                </strong>
              </td>
              <td className="number">
                {link.unitsTurned.length > 0 ? formatCount(link.unitsTurned.length) : NO_VALUE}
              </td>
              <td className="number">
                {t("crossings.saved.value", { before: cost(link.medianBefore), after: cost(link.medianAfter) })}
              </td>
              <td>{placeWords(study, link)}</td>
            </tr>
            {chosen === index && (
              <tr className="crossings-gains">
                <td />
                <td colSpan={COLUMNS - 1}>
                  <LinkGains study={study} link={link} countsLand={countsLand} />
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

/** District, township and community of most who gain. */
function placeWords(study: StudyView, { communityIndex }: Pick<CityLink, "communityIndex">): string {
  if (communityIndex < 0) return NO_VALUE;
  return [...parentPath(study, communityIndex), study.communities.names[communityIndex] ?? ""].join(" · ");
}
