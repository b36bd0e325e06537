import { HelpIcon, RedoIcon, SearchIcon, ThemeIcon, UndoIcon } from "../controls/icons.tsx";
import { JudgedMark } from "../plans/judged-mark.tsx";
import { useAnalysis } from "../store/analysis-store.ts";
import { useProject } from "../store/project-store.ts";
import { keepLanguage, keepTheme, useView } from "../store/view-store.ts";
import { loadTexts, useText } from "../strings/text.ts";
import { ExportMenu } from "./export-menu.tsx";
import "./top-bar.css";

/** Which study this is, and the few things that are always at hand. */
export function TopBar() {
  const { t, local } = useText();
  const study = useAnalysis((state) => state.study);
  const show = useView((state) => state.show);
  const undo = useProject((state) => state.undo);
  const redo = useProject((state) => state.redo);
  const canUndo = useProject((state) => state.past.length > 0);
  const canRedo = useProject((state) => state.future.length > 0);
  return (
    <header className="bar">
      <a className="bar-skip" href="#answer">
        {t("app.skip")}
      </a>
      <div className="bar-brand">
        <BrandMark />
        <span className="bar-name">{t("app.name")}</span>
      </div>
      <div className="bar-study">
        {study && (
          <>
            <h1 data-testid="study-title">{local(study.title)}</h1>
            {study.date && <span className="quiet bar-date">{t("app.date", { date: study.date })}</span>}
            <JudgedMark />
            {study.demonstration && (
              <span className="demo-badge" data-testid="demo-badge" title={t("app.demonstration.hint")}>
                {t("app.demonstration")}
              </span>
            )}
          </>
        )}
      </div>
      <button
        type="button"
        className="bar-search"
        aria-keyshortcuts="Control+K"
        onClick={() => show({ panel: "search" })}
      >
        <SearchIcon />
        <span className="bar-search-text">{t("bar.search")}</span>
        <kbd>{t("bar.search.key")}</kbd>
      </button>
      <div className="bar-actions">
        <button
          type="button"
          className="button button-icon button-quiet"
          aria-label={t("bar.undo")}
          title={t("bar.undo")}
          disabled={!canUndo}
          onClick={undo}
        >
          <UndoIcon />
        </button>
        <button
          type="button"
          className="button button-icon button-quiet"
          aria-label={t("bar.redo")}
          title={t("bar.redo")}
          disabled={!canRedo}
          onClick={redo}
        >
          <RedoIcon />
        </button>
        <button
          type="button"
          className="button button-icon button-quiet bar-help"
          aria-label={t("bar.help")}
          title={t("bar.help")}
          onClick={() => show({ panel: "tour", workspace: "coverage" })}
        >
          <HelpIcon />
        </button>
        <ThemeSwitch />
        <LanguageSwitch />
        <ExportMenu />
      </div>
    </header>
  );
}

/** Changes the language of the page, once its words are there, and remembers it; says so where they cannot be had. */
export async function switchLanguage(): Promise<void> {
  const { language, show } = useView.getState();
  const next = language === "en" ? "zh-CN" : "en";
  try {
    await loadTexts(next);
  } catch {
    show({ notice: "notice.language" });
    return;
  }
  keepLanguage(next);
  show({ language: next, notice: null });
}

/** Light or dark, remembered. */
export function switchTheme(): void {
  const { theme, show } = useView.getState();
  const next = theme === "dark" ? "light" : "dark";
  keepTheme(next);
  show({ theme: next });
}

function LanguageSwitch() {
  const { t } = useText();
  return (
    <button
      type="button"
      className="button button-quiet bar-language"
      aria-label={t("app.language")}
      title={t("app.language")}
      onClick={() => void switchLanguage()}
    >
      {t("app.language.short")}
    </button>
  );
}

function ThemeSwitch() {
  const { t } = useText();
  const theme = useView((state) => state.theme);
  const next = theme === "dark" ? "light" : "dark";
  const label = t(`bar.theme.${next}`);
  return (
    <button
      type="button"
      className="button button-icon button-quiet bar-theme"
      aria-label={label}
      title={label}
      onClick={switchTheme}
    >
      <ThemeIcon />
    </button>
  );
}

function BrandMark() {
  return (
    <svg className="bar-mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <circle cx="12" cy="12" r="10" fill="none" stroke="currentColor" strokeWidth="1.6" strokeDasharray="3.2 2.4" />
      <circle cx="12" cy="12" r="5.6" fill="currentColor" opacity="0.18" />
      <path d="M12 12 16.5 7.5M12 12 6.5 14.5" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
      <circle cx="12" cy="12" r="2.4" fill="currentColor" />
    </svg>
  );
}
