import { Fragment, type ReactNode } from "react";
import type { ScenarioComparisonAnswer } from "../../worker/protocol.ts";
import { useText } from "../strings/text.ts";
import { sideName } from "./comparison-words.ts";

/** Two lines of headings: the sides, each over its own columns. */
export function ComparisonHead({
  answer,
  rows,
  reference,
  side,
}: {
  readonly answer: ScenarioComparisonAnswer;
  /** What stands down the side. */
  readonly rows: string;
  readonly reference: { readonly columns: number; readonly heads: ReactNode };
  readonly side: { readonly columns: number; readonly heads: ReactNode };
}) {
  const text = useText();
  return (
    <thead>
      <tr>
        <th scope="col" rowSpan={2}>
          {rows}
        </th>
        <th scope="colgroup" colSpan={reference.columns} className="comparison-side">
          {sideName(text, answer.sides[0])}
        </th>
        {answer.changes.map(({ sideIndex }) => (
          <th key={sideIndex} scope="colgroup" colSpan={side.columns} className="comparison-side">
            {sideName(text, answer.sides[sideIndex])}
          </th>
        ))}
      </tr>
      <tr>
        {reference.heads}
        {answer.changes.map(({ sideIndex }) => (
          <Fragment key={sideIndex}>{side.heads}</Fragment>
        ))}
      </tr>
    </thead>
  );
}
