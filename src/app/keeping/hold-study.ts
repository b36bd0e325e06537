/** One tab at a time writes a study: a lock of the browser's says which. Whoever closes or crashes lets go by itself. */

/** What the holder of a study hears. */
export interface HoldEvents {
  /** This tab may write from now on. */
  onOwn(): void;
  /** Another tab writes; this one may only read. */
  onElsewhere(): void;
  /** Another tab asks for the study: what is not written yet is written before it is given away. */
  onAsked(): Promise<void>;
}

export interface StudyHold {
  /** Asks the tab that has the study for it; a tab that does not answer loses it. */
  ask(): void;
  release(): void;
}

const CHANNEL = "minsheng.studies";
/** A page that is being left lets go within this time. */
const PATIENCE_MS = 1200;
/** A tab that writes large layers may take its time; one that hangs has no say. */
const ANSWER_MS = 4000;

/** Waits for a study to be this tab's, and tells when it is not. */
export function holdStudy(id: string, events: HoldEvents): StudyHold {
  if (!("locks" in navigator)) {
    events.onOwn();
    return { ask: () => undefined, release: () => undefined };
  }
  const name = `minsheng.study.${id}`;
  const channel = new BroadcastChannel(CHANNEL);
  const waiting = new AbortController();
  let letGo: (() => void) | null = null;
  let isReleased = false;

  const own = (): Promise<void> => {
    if (isReleased) return Promise.resolve();
    clearTimeout(patience);
    events.onOwn();
    return new Promise((resolve) => {
      letGo = resolve;
    });
  };
  const lose = (): void => {
    letGo = null;
    if (isReleased) return;
    events.onElsewhere();
    queue();
  };
  const queue = (): void => {
    navigator.locks.request(name, { signal: waiting.signal }, own).catch(() => {
      // Given up while waiting, or taken away by a tab that waited in vain.
      if (letGo) lose();
    });
  };
  const patience = setTimeout(() => {
    if (!letGo && !isReleased) events.onElsewhere();
  }, PATIENCE_MS);
  channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (!letGo || typeof data !== "object" || data === null || !("ask" in data) || data.ask !== id) return;
    void events.onAsked().finally(() => {
      letGo?.();
      lose();
    });
  });
  queue();
  return {
    ask() {
      channel.postMessage({ ask: id });
      setTimeout(() => {
        if (letGo || isReleased) return;
        navigator.locks.request(name, { steal: true }, own).catch(() => {
          if (letGo) lose();
        });
      }, ANSWER_MS);
    },
    release() {
      isReleased = true;
      clearTimeout(patience);
      channel.close();
      waiting.abort();
      letGo?.();
      letGo = null;
    },
  };
}

/**
 * Holds an import for as long as this tab lives; the function given back lets go of it. Null where another tab has it. What a tab that was just
 * closed or reloaded had may be free only a moment later.
 */
export async function holdImport(id: string): Promise<(() => void) | null> {
  if (!("locks" in navigator)) return () => undefined;
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  return await new Promise((resolve) => {
    const own = (): Promise<void> => {
      clearTimeout(timer);
      return new Promise((letGo) => resolve(letGo));
    };
    navigator.locks.request(`minsheng.import.${id}`, { signal: patience.signal }, own).catch(() => resolve(null));
  });
}
