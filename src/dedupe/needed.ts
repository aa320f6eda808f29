import type { Facts } from './facts.ts'
import { CONTAINED, FRAME, HEADLINE, MUTUAL, TABLE, UPDATED, WORDS } from './thresholds.ts'

/** A lead that is new over texts that are the same otherwise was rewritten. */
export const isRewritten = (f: Facts): boolean => f.shorter >= WORDS.brief && Math.min(f.contained, f.coverage) >= MUTUAL.rewritten

/** The share of the shorter text that must stand in the longer. */
export function leastContained(f: Facts): number {
  if (f.shorter < WORDS.short) return CONTAINED.short
  if (isFramed(f) || (f.saysCorrected && f.lead >= FRAME.lead)) return CONTAINED.framed
  if (isRewritten(f)) return CONTAINED.usual
  if (isGrown(f)) return CONTAINED.grown
  return f.titleResemblance < HEADLINE.unlike ? CONTAINED.unlike : CONTAINED.usual
}

/**
 * Whether all that it has in common stands together in both, its lead included, and something of the length of a notice around it, or a
 * paragraph that the other left out: a frame. What is replaced within is no frame, nor is what was put into it: where both say something of
 * their own they are two articles. So they are where one source goes on from where it was.
 */
function isFramed(f: Facts): boolean {
  if (f.figures >= TABLE.figures || f.stretch < FRAME.stretch || f.innerLonger < FRAME.inner) return false
  const frame = f.shorter * (1 - f.contained) - f.stretch * (1 - f.inner)
  const wide = frame > FRAME.most
  if (wide && f.oneSource && f.grew) return false
  if (frame < FRAME.least || (wide && frame > FRAME.ofStretch * f.stretch)) return false
  const wholeLead = !wide && f.lead >= FRAME.wholeLead && f.titleOverlap >= FRAME.overlap && f.inner >= FRAME.perturbed
  const least = f.stretch >= WORDS.long ? FRAME.inner : FRAME.innerShort
  return wholeLead || (f.inner >= least && (f.lead >= FRAME.lead || (f.lead >= FRAME.supportedLead && f.titleOverlap >= FRAME.overlap)))
}

/** A longer text that is no table: what was cut stands in it nearly whole. */
export const isGrown = (f: Facts): boolean => f.coverage < MUTUAL.rewritten && f.figures < TABLE.figures && !isFramed(f)

/**
 * A longer text that also words what both have in its own way, in several places, is no cut and no copy: an update, which is news. One that
 * says that it corrects the other is not, nor one that a caption was put into.
 */
export const isUpdated = (f: Facts): boolean =>
  f.shorter >= WORDS.short && !f.saysCorrected && isGrown(f) && f.inner < UPDATED.untouched && f.edits * UPDATED.wordsAnEdit >= f.stretch

/**
 * A table that its source sends again is the same one set right if it comes within the hour or has nothing of its own. Later, under no notice
 * that it corrects, a row or a figure of its own is news.
 */
export const isNextTable = (f: Facts): boolean =>
  f.oneSource &&
  f.figures >= TABLE.figures &&
  f.apart > TABLE.setRight &&
  (f.contained < TABLE.sentAgain || f.otherNumbers.length > 0) &&
  !f.saysCorrected
