/** The little of WebAssembly that the kernels use; the core is compiled without the browser's types. */

export interface LinearMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

declare const WebAssembly: {
  Memory: new (descriptor: { initial: number }) => LinearMemory;
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { readonly exports: unknown };
};

const PAGE_BYTES = 65536;

/** Compiles a kernel's bytes, written as hexadecimal digits. */
export function compileKernel(hex: string): object {
  return new WebAssembly.Module(Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16)));
}

export function createMemory(bytes: number): LinearMemory {
  return new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) });
}

/** An instance of a compiled kernel; answers what it exports. */
export function startKernel(kernel: object, memory: LinearMemory, imports: object = {}): unknown {
  return new WebAssembly.Instance(kernel, { env: { memory, ...imports } }).exports;
}

/** Makes a memory at least so large; answers whether it was replaced, so that views of it are void. */
export function growMemory(memory: LinearMemory, bytes: number): boolean {
  const missing = bytes - memory.buffer.byteLength;
  if (missing <= 0) return false;
  memory.grow(Math.ceil(missing / PAGE_BYTES));
  return true;
}
