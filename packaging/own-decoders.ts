/**
 * In place of `@exodus/bytes/multi-byte.js` in a Worker. The decoders of workerd follow the Encoding Standard in all seven encodings of several
 * bytes (test/workers/wide-encodings.test.ts compares them with the library's); those of Node do not, and there the library's tables, 85 KB
 * gzipped, cost nobody anything.
 */
export function createMultibyteDecoder(name: string): (bytes: Uint8Array) => string {
  const decoder = new TextDecoder(name)
  return (bytes) => decoder.decode(bytes)
}
