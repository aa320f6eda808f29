/**
 * In place of domutils in a Worker. css-select brings it for trees that have no adapter, and htmlparser2 hands it on: ours have one
 * (`src/page/select.ts`), and nobody calls its 4 KB (gzipped).
 */
export function getFeed(): never {
  throw new Error('feeds are read by src/parse')
}
