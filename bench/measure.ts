/** Medians of repeated work, in milliseconds. */

export interface Measurement {
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly runs: number;
}

/** Summary of samples in milliseconds. */
export function summarise(samples: readonly number[]): Measurement {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return { medianMs: at(0.5), p95Ms: at(0.95), runs: sorted.length };
}

/** Runs `work` a few times to warm up, then `runs` times measured. */
export function measure(runs: number, work: (run: number) => void, warmUps = 3): Measurement {
  for (let run = 0; run < warmUps; run++) work(-1 - run);
  const samples: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    work(run);
    samples.push(performance.now() - start);
  }
  return summarise(samples);
}

export function medianOf(values: readonly number[]): number {
  return summarise(values).medianMs;
}

/**
 * Measures us and a peer in turn, so that a busy minute of the machine falls on both. Each side keeps its own
 * figures; a row then takes the median of every figure over the repeats.
 */
export function alternate<Ours, Peer>(
  repeats: number,
  measureOurs: () => Ours,
  measurePeer: () => Peer,
): { readonly ours: readonly [Ours, ...Ours[]]; readonly peer: readonly [Peer, ...Peer[]] } {
  const ours: [Ours, ...Ours[]] = [measureOurs()];
  const peer: [Peer, ...Peer[]] = [measurePeer()];
  for (let repeat = 1; repeat < repeats; repeat++) {
    ours.push(measureOurs());
    peer.push(measurePeer());
  }
  return { ours, peer };
}
