/**
 * Loaded before a command (`node --import`): a clock that stands still, and no chance, so that two runs of the same code write the
 * same bytes.
 */
const now = Number(process.env['WIREFOLD_SAME_NOW'])
const RealDate = Date
let uuids = 0

class StandingDate extends RealDate {
  constructor(...given: readonly unknown[]) {
    if (given.length === 0) super(now)
    else super(...(given as [number]))
  }
  static override now(): number {
    return now
  }
}

globalThis.Date = StandingDate as DateConstructor
Math.random = () => 0.5
crypto.randomUUID = () => `00000000-0000-4000-8000-${String(uuids++).padStart(12, '0')}`

export {}
