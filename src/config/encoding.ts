export type Decoded = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly line: number; readonly why: string }

const NEWLINE = 0x0a

/** The text of a file, which is UTF-8 as YAML wants it; else the line of the first letter that is not, and what to do. */
export function decodeUtf8(bytes: Uint8Array): Decoded {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    return { ok: false, line: 1, why: 'this file is UTF-16: save it as UTF-8' }
  const text = decoded(bytes)
  if (text !== undefined) return { ok: true, text }
  return { ok: false, line: firstWrongLine(bytes), why: 'a letter in this line is not UTF-8 (Latin-1, perhaps): save the file as UTF-8' }
}

function firstWrongLine(bytes: Uint8Array): number {
  let line = 1
  for (let at = 0; at < bytes.length; line++) {
    const next = bytes.indexOf(NEWLINE, at)
    const end = next < 0 ? bytes.length : next + 1
    // a newline is never part of a longer character, so that each line stands for itself
    if (decoded(bytes.subarray(at, end)) === undefined) return line
    at = end
  }
  return line
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
