/** Whether the tour has been seen in this browser. */
const KEY = "minsheng.tour";

export function wantsTour(): boolean {
  try {
    return localStorage.getItem(KEY) === null;
  } catch {
    return false;
  }
}

export function rememberTour(): void {
  try {
    localStorage.setItem(KEY, "seen");
  } catch {
    // Without storage the tour is simply offered again.
  }
}
