/**
 * A cancellation that is known without a message: one number in memory that page and worker share. Work that has no pauses (a call into
 * GDAL) asks for it and stops at once, where a message would wait until the work is done. Without shared memory, on a page that is not
 * isolated, the message alone remains.
 */

/** Null where memory cannot be shared. */
export function createCancelFlag(): Int32Array<SharedArrayBuffer> | null {
  return globalThis.crossOriginIsolated === true ? new Int32Array(new SharedArrayBuffer(4)) : null;
}

export function raiseCancelFlag(flag: Int32Array): void {
  Atomics.store(flag, 0, 1);
}

/** The same signal, which from now on says that it is aborted once the flag is raised; its event still comes with the message. */
export function hearCancelFlag(signal: AbortSignal, flag: Int32Array | undefined): AbortSignal {
  if (!flag) return signal;
  const { prototype } = AbortSignal;
  const ofSignal = Object.getOwnPropertyDescriptor(prototype, "aborted")?.get;
  Object.defineProperty(signal, "aborted", {
    get: () => Atomics.load(flag, 0) === 1 || ofSignal?.call(signal) === true,
  });
  return signal;
}
