import { Fragment, type ReactNode } from "react";

const MARK = /<([a-z])>(.*?)<\/\1>/gu;
/** Marks that no line may begin with. */
const CLOSING = /^[，。；：、！？）」”,.;:!?)]+/u;

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
    const end = match.index + whole.length;
    const closing = CLOSING.exec(text.slice(end))?.[0] ?? "";
    const drawn = draw(mark, words);
    parts.push(
      text.slice(at, match.index),
      // A button is a thing of its own to the browser: it would break the line between it and its full stop.
      closing ? (
        <span key={mark} className="unbroken">
          {drawn}
          {closing}
        </span>
      ) : (
        <Fragment key={mark}>{drawn}</Fragment>
      ),
    );
    at = end + closing.length;
  }
  parts.push(text.slice(at));
  return <>{parts}</>;
}

/** The same sentence without its marks. */
export function withoutMarks(text: string): string {
  return text.replaceAll(MARK, "$2");
}
