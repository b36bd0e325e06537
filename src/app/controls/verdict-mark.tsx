import type { Verdict } from "../../core/plan/target.ts";
import { useText } from "../strings/text.ts";
import "./verdict-mark.css";

/** A verdict as texture, shape and word, so that none depends on colour alone. */
export function VerdictMark({ verdict, showWord = true }: { readonly verdict: Verdict; readonly showWord?: boolean }) {
  const { t } = useText();
  const word = t(`verdict.${verdict}`);
  return (
    <span className="verdict" data-verdict={verdict}>
      <VerdictIcon verdict={verdict} />
      <span className={showWord ? undefined : "visually-hidden"}>{word}</span>
    </span>
  );
}

function VerdictIcon({ verdict }: { readonly verdict: Verdict }) {
  return (
    <svg className="verdict-icon" viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">
      {verdict === "met" && (
        <>
          <circle cx="7" cy="7" r="6.5" fill="currentColor" />
          <path
            d="m4.2 7.2 2 2 3.8-4.2"
            fill="none"
            stroke="#fff"
            strokeWidth="1.5"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </>
      )}
      {verdict === "not-met" && (
        <>
          <rect x="0.75" y="0.75" width="12.5" height="12.5" rx="1.5" fill="#fff" stroke="currentColor" />
          <path d="M1 6 6 1M1 10.5 10.5 1M3.5 13 13 3.5M8 13l5-5" stroke="currentColor" strokeWidth="1.1" />
        </>
      )}
      {verdict === "not-testable" && (
        <circle cx="7" cy="7" r="5.9" fill="none" stroke="currentColor" strokeDasharray="2.2 2.1" strokeWidth="1.2" />
      )}
      {verdict === "no-number" && (
        <>
          <circle cx="7" cy="7" r="5.9" fill="none" stroke="currentColor" strokeWidth="1.2" />
          <path d="M4.5 7h5" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" />
        </>
      )}
    </svg>
  );
}
