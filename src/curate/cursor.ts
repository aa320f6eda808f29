import { digest } from '../hash.ts'
import type { Place } from '../store/port/items.ts'

/** Opaque, and bound to the listing it came from: a cursor of another one, or a made-up one, is refused. */
export function cursorOf(place: Place, listing: string): string {
  const payload = JSON.stringify([place.at, place.id, place.item])
  return toBase64Url(JSON.stringify([payload, seal(payload, listing)]))
}

export function placeOf(cursor: string, listing: string): Place | undefined {
  try {
    const [payload, sealed] = JSON.parse(fromBase64Url(cursor)) as [string, string]
    if (sealed !== seal(payload, listing)) return undefined
    // the seal tells a mistake from a cursor; it is no secret, so what is in it is looked at all the same
    const [at, id, item] = JSON.parse(payload) as unknown[]
    return Number.isSafeInteger(at) && typeof id === 'string' && typeof item === 'string' ? { at: at as number, id, item } : undefined
  } catch {
    return undefined
  }
}

/** Of the items of one story, which are read in the order in which they were stored. */
export const storyCursorOf = (row: number, story: string): string => cursorOf({ at: row, id: story, item: '' }, `story ${story}`)
export const storyRowOf = (cursor: string, story: string): number | undefined => placeOf(cursor, `story ${story}`)?.at

const seal = (payload: string, listing: string) => digest(`cursor ${listing} ${payload}`).slice(0, 16)
const toBase64Url = (ascii: string) => btoa(ascii).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
const fromBase64Url = (text: string) => atob(text.replace(/-/g, '+').replace(/_/g, '/'))
