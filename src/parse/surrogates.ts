/** Characters beyond U+FFFF that were written as two halves (surrogates), by programs that take UTF-16 units for characters. */

/**
 * CESU-8 (Unicode Technical Report 26) as UTF-8: each half was written as three bytes of its own. Undefined where the
 * bytes hold no such pair.
 */
export function joinSurrogates(bytes: Uint8Array): Uint8Array | undefined {
  let joined: Uint8Array | undefined
  let length = 0
  let from = 0
  for (let at = bytes.indexOf(0xed); at >= 0; at = bytes.indexOf(0xed, at + 1)) {
    const high = halfAt(bytes, at, 0xa0)
    const low = halfAt(bytes, at + 3, 0xb0)
    if (high === undefined || low === undefined) continue
    joined ??= new Uint8Array(bytes.length)
    joined.set(bytes.subarray(from, at), length)
    length += at - from
    const code = 0x10000 + (high << 10) + low
    joined.set([0xf0 | (code >> 18), 0x80 | ((code >> 12) & 0x3f), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)], length)
    length += 4
    from = at + 6
    at = from - 1
  }
  if (joined === undefined) return undefined
  joined.set(bytes.subarray(from), length)
  return joined.subarray(0, length + bytes.length - from)
}

/** The ten bits of the half that begins here: `ED A0..AF xx` is a high one, `ED B0..BF xx` a low one. */
function halfAt(bytes: Uint8Array, at: number, first: 0xa0 | 0xb0): number | undefined {
  const [lead = 0, middle = 0, last = 0] = bytes.subarray(at, at + 3)
  const isHalf = lead === 0xed && middle >= first && middle < first + 0x10 && (last & 0xc0) === 0x80
  return isHalf ? ((middle & 0x0f) << 6) | (last & 0x3f) : undefined
}

const PAIR = /&#(5[56]\d{3}|x0{0,4}d[89ab][\da-f]{2});&#(5[67]\d{3}|x0{0,4}d[c-f][\da-f]{2});/gi

/** Two references to the halves of a character as one to the character: `&#55357;&#56832;` is `&#128512;`. */
export const joinReferences = (text: string): string => text.replace(PAIR, joinPair)

function joinPair(written: string, first: string, second: string): string {
  const [high, low] = [codeOf(first), codeOf(second)]
  const isPair = high >= 0xd800 && high < 0xdc00 && low >= 0xdc00 && low < 0xe000
  return isPair ? `&#${0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)};` : written
}

const codeOf = (written: string): number => (/^x/i.test(written) ? Number.parseInt(written.slice(1), 16) : Number(written))
