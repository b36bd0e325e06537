import { Fragment, type ReactNode } from "react";

const MARK = /<([a-z])>(.*?)<\/\1>/gu;

/** A sentence of the catalogue whose marked parts, `<a>…</a>`, are drawn by the caller. */
export function MarkedText({
  text,
  draw,
}: {
  readonly text: string;
  readonly draw: (mark: string, words: string) => ReactNode;
}) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const match of text.matchAll(MARK)) {
    const [whole, mark = "", words = ""] = match;
    parts.push(text.slice(at, match.index), <Fragment key={mark}>{draw(mark, words)}</Fragment>);
    at = match.index + whole.length;
  }
  parts.push(text.slice(at));
  return <>{parts}</>;
}

/** The same sentence without its marks. */
export function withoutMarks(text: string): string {
  return text.replaceAll(MARK, "$2");
}
