import type { Credit, Enclosure } from '../model/item.ts'
import type { RawCredit, RawEnclosure } from '../model/raw.ts'
import { absolute, hostOfPlain } from '../address/absolute.ts'
import { absoluteUrl } from '../address/canonical.ts'
import { isPublicHost } from '../address/local.ts'
import { known } from './known.ts'
import { MAX_AUTHORS, MAX_ENCLOSURES } from './limits.ts'
import { nameText } from './text.ts'

/** RFC 6838 4.2: a type and a subtype; parameters are of no use to readers. */
const MEDIA_TYPE = /^[a-z\d][a-z\d!#$&^_.+-]{0,126}\/[a-z\d][a-z\d!#$&^_.+-]{0,126}/i

export const mediaType = (written: string | undefined): string | undefined => MEDIA_TYPE.exec(written?.trim() ?? '')?.[0]

/** Pixels of one side; the largest pictures on the web are some ten thousand wide. */
const MAX_PIXELS = 1_000_000
/** Ten days in seconds; the longest recordings last a day. */
const MAX_SECONDS = 864_000

/** Files, each address once. */
export function enclosures(raw: readonly RawEnclosure[], base: string): readonly Enclosure[] {
  const all = new Map<string, Enclosure>()
  for (const { url, type, length: written, title, media = {} } of raw) {
    const href = absoluteUrl(url, base)
    if (href === undefined || all.has(href)) continue
    const bytes = /^\d{1,15}$/.test(written?.trim() ?? '') ? Number(written) : undefined
    const facts = {
      title: nameText(title) || undefined,
      width: numberIn(media.width, 1, MAX_PIXELS),
      height: numberIn(media.height, 1, MAX_PIXELS),
      duration: seconds(media.duration),
      credits: creditsOf(media.credits ?? []),
    }
    all.set(href, known<Enclosure>({ url: href, type: mediaType(type), length: bytes, ...facts }))
    if (all.size >= MAX_ENCLOSURES) break
  }
  return [...all.values()]
}

function creditsOf(raw: readonly RawCredit[]): readonly Credit[] | undefined {
  const credits = raw
    .slice(0, MAX_AUTHORS)
    .map(({ name, role }) => known<Credit>({ name: nameText(name), role: nameText(role) || undefined }))
    .filter(({ name }) => name !== '')
  return credits.length > 0 ? credits : undefined
}

/** A whole number as it is written, if it lies in this range. */
export function numberIn(written: string | undefined, least: number, most: number): number | undefined {
  const digits = written && /^\s*(\d{1,9})(?:\.0*)?\s*$/.exec(written)?.[1]
  const number = Number(digits)
  return digits && number >= least && number <= most ? number : undefined
}

/** Seconds of `90`, `1:30` and `0:01:30`, fractions rounded; undefined where nothing lasts. */
export function seconds(written: string | undefined): number | undefined {
  if (written === undefined || !/^\s*(?:\d{1,6}:){0,2}\d{1,6}(?:\.\d{1,9})?\s*$/.test(written)) return undefined
  const total = Math.round(written.split(':').reduce((sum, part) => sum * 60 + Number(part), 0))
  return total > 0 && total <= MAX_SECONDS ? total : undefined
}

/** An image that readers load by themselves: never from inside their own network. */
export function picture(written: string | undefined, base: string): string | undefined {
  if (written === undefined) return undefined
  const host = hostOfPlain(written)
  if (host !== undefined) return isPublicHost(host) ? written : undefined
  const url = absolute(written, base)
  return url !== undefined && isPublicHost(url.hostname) ? url.href : undefined
}
