/** 这个数怎么来的: the formula with its operands, the rows that add up to it, the assumptions with their marks. */
import { memo, useEffect, useRef, useState } from "react";
import { CloseIcon } from "../controls/icons.tsx";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import type { Account, AccountCell } from "./account.ts";
import { AssumptionLine } from "./assumption-line.tsx";
import type { FigureSubject } from "./figure-subject.ts";
import { useAccount } from "./resolve-account.ts";
import "./figure-panel.css";

const FIRST_ROWS = 100;

const close = () => useView.getState().show({ figure: null });

export function FigurePanel({ of }: { readonly of: FigureSubject }) {
  const { t } = useText();
  const account = useAccount(of);
  const panel = useRef<HTMLElement>(null);
  // Focus comes back to the number that was asked.
  useEffect(() => {
    const asker = document.activeElement;
    panel.current?.focus({ preventScroll: true });
    return () => {
      if (asker instanceof HTMLElement && asker.isConnected) asker.focus({ preventScroll: true });
    };
  }, []);
  // Wherever the focus is, Escape closes the account before anything that lies under it.
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || useView.getState().panel !== null) return;
      event.stopImmediatePropagation();
      event.preventDefault();
      close();
    };
    window.addEventListener("keydown", onKeyDown, { capture: true });
    return () => window.removeEventListener("keydown", onKeyDown, { capture: true });
  }, []);
  return (
    <section
      ref={panel}
      className="figure-panel"
      role="dialog"
      aria-label={t("figure.ask")}
      tabIndex={-1}
      data-testid="figure-panel"
      data-ready={account !== null}
    >
      <header>
        <div>
          <p className="quiet">{t("figure.ask")}</p>
          <h2>{account?.title ?? t("figure.waiting")}</h2>
        </div>
        <button
          type="button"
          className="button button-icon button-quiet"
          aria-label={t("figure.close")}
          title={t("figure.close")}
          onClick={close}
        >
          <CloseIcon />
        </button>
      </header>
      {account && <AccountBody key={JSON.stringify(of)} account={account} />}
    </section>
  );
}

const AccountBody = memo(function AccountBody({ account }: { readonly account: Account }) {
  const { t } = useText();
  return (
    <div className="figure-body scrolls">
      {account.formula.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <h3>{account.rowsTitle}</h3>
      {account.columns.length > 0 && <AccountTable account={account} />}
      <h3>{t("figure.assumptions")}</h3>
      <ul className="figure-assumptions" data-testid="figure-assumptions">
        {account.assumptions.map((each) => (
          <AssumptionLine key={each.zh + each.en} assumption={each} />
        ))}
      </ul>
    </div>
  );
});

function AccountTable({ account: { columns, rows } }: { readonly account: Account }) {
  const { t } = useText();
  const [showsAll, setShowsAll] = useState(false);
  const listed = showsAll ? rows : rows.slice(0, FIRST_ROWS);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard */}
      <div className="figure-table" role="region" aria-label={t("figure.table")} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {columns.map(({ id, label, isNumber }) => (
                <th key={id} scope="col" className={isNumber ? "number" : undefined}>
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          {columns.some(({ sum }) => sum !== undefined) && (
            <tbody className="figure-sum" data-testid="figure-sum">
              <tr>
                {columns.map(({ id, isNumber, sum }, index) => (
                  <Cell key={id} columnId={id} isNumber={isNumber} cell={sum ?? (index === 0 ? t("figure.sum") : "")} />
                ))}
              </tr>
            </tbody>
          )}
          <tbody data-testid="figure-rows">
            {listed.map(({ key, cells, onOpen }) => (
              <tr key={key}>
                {columns.map(({ id, isNumber }, index) => (
                  <Cell
                    key={id}
                    columnId={id}
                    isNumber={isNumber}
                    cell={cells[index] ?? ""}
                    onOpen={index === 0 ? onOpen : undefined}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {listed.length < rows.length && (
        <button type="button" className="link" data-testid="figure-all-rows" onClick={() => setShowsAll(true)}>
          {t("figure.allRows", { count: rows.length })}
        </button>
      )}
    </>
  );
}

function Cell({
  columnId,
  isNumber,
  cell,
  onOpen,
}: {
  readonly columnId: string;
  readonly isNumber: boolean;
  readonly cell: AccountCell;
  readonly onOpen?: (() => void) | undefined;
}) {
  const words = typeof cell === "string" ? cell : cell.text;
  return (
    <td
      className={isNumber ? "number" : undefined}
      data-column={columnId}
      data-value={typeof cell === "string" ? undefined : cell.value}
    >
      {onOpen ? (
        <button
          type="button"
          className="link"
          onClick={() => {
            close();
            onOpen();
          }}
        >
          {words}
        </button>
      ) : (
        words
      )}
    </td>
  );
}
