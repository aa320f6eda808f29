export type Bytes = Uint8Array<ArrayBuffer>

export const utf8 = (text: string): Bytes => new TextEncoder().encode(text)

/** Gzipped by the runtime, which is faster than any code of ours. */
export async function gzip(bytes: Bytes): Promise<Bytes> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(packed).arrayBuffer())
}

/** What newer runtimes do themselves (ECMAScript 2026); a loop over the bytes costs more than gzipping them. */
interface NativeBase64 {
  readonly fromBase64?: (text: string) => Bytes
}

export const fromBase64 = (text: string): Bytes =>
  (Uint8Array as NativeBase64).fromBase64?.(text) ?? Uint8Array.from(atob(text), (char) => char.charCodeAt(0))

export const toBase64 = (bytes: Bytes): string =>
  (bytes as { toBase64?: () => string }).toBase64?.() ?? btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
