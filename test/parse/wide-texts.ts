/** Texts that tell decoders of several bytes apart: every pair of bytes, and what stands around the pairs in each encoding. */

const ALL = Array.from({ length: 256 }, (_, byte) => byte)
/** ASCII behind each pair, so that a decoder that took too much or too little is in step again. */
const PAUSE = [0x41, 0x42]

const pairs = (lead: number): number[] => ALL.flatMap((trail) => [lead, trail, ...PAUSE])
const triples = (lead: number): number[] => ALL.slice(0xa0).flatMap((trail) => [0x8f, lead, trail, ...PAUSE])
/** Four bytes of GB 18030, a step that comes by most blocks. */
const quadruples = Array.from({ length: 39_420 }, (_, i) => i * 40).flatMap((i) => [
  0x81 + Math.floor(i / 12_600),
  0x30 + (Math.floor(i / 1260) % 10),
  0x81 + (Math.floor(i / 10) % 126),
  0x30 + (i % 10),
])
/** ISO 2022: into each set and out of it, with whole and half characters. */
const shifted = ['(B', '(J', '(I', '$@', '$B', '(D', '$$'].flatMap((set) =>
  Array.from(`ab\u001b${set}!!0!%s~~5\u001b(Bcd`, (letter) => letter.charCodeAt(0)),
)

/** The same bytes at every run (a linear congruence). */
function noise(length: number): number[] {
  let state = 1
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return (state >> 15) & 0xff
  })
}

export const WIDE_TEXTS: readonly Uint8Array[] = [
  ...ALL.slice(0x80).map(pairs),
  ...ALL.slice(0xa0).map(triples),
  quadruples,
  shifted,
  noise(20_000),
  [0x41, 0x81],
  [0x8f, 0xa1],
].map((bytes) => Uint8Array.from(bytes))

/** 32 bits of everything that a decoder makes of them (FNV-1a). */
export function sumOf(decode: (bytes: Uint8Array) => string): string {
  let sum = 0x811c9dc5
  for (const bytes of WIDE_TEXTS) {
    for (const unit of decode(bytes)) sum = Math.imul(sum ^ unit.codePointAt(0)!, 0x01000193)
  }
  return (sum >>> 0).toString(16)
}

/** What the decoders of the Encoding Standard make of them. */
export const STANDARD: Readonly<Record<string, string>> = {
  gbk: '39350e57',
  gb18030: '39350e57',
  big5: 'fc08c194',
  'euc-jp': '6e0f0559',
  'iso-2022-jp': '72914861',
  shift_jis: 'b57004b1',
  'euc-kr': '9eb5a209',
}
