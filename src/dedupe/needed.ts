import type { Facts } from './facts.ts'
import { CONTAINED, FRAME, HEADLINE, MUTUAL, TABLE, WORDS } from './thresholds.ts'

/** A lead that is new over texts that are the same otherwise was rewritten. */
export const isRewritten = (f: Facts): boolean => f.shorter >= WORDS.brief && Math.min(f.contained, f.coverage) >= MUTUAL.rewritten

/** The share of the shorter text that must stand in the longer. */
export function leastContained(f: Facts): number {
  if (f.shorter < WORDS.short) return CONTAINED.short
  if (isFramed(f)) return CONTAINED.framed
  if (isRewritten(f)) return CONTAINED.usual
  if (isGrown(f)) return CONTAINED.grown
  return f.titleResemblance < HEADLINE.unlike ? CONTAINED.unlike : CONTAINED.usual
}

/**
 * Whether all that it has in common stands together, its lead included, and something of the length of a notice around it, or a paragraph that
 * the other left out: a frame. What is replaced within is no frame: where both say something of their own they are two articles.
 */
function isFramed(f: Facts): boolean {
  if (f.figures >= TABLE.figures || f.stretch < FRAME.stretch) return false
  const frame = f.shorter - f.stretch
  if (frame < FRAME.least || frame > Math.max(FRAME.most, FRAME.ofStretch * f.stretch)) return false
  const wholeLead = f.lead >= FRAME.wholeLead && f.titleOverlap >= FRAME.overlap && f.inner >= FRAME.perturbed
  const least = f.stretch >= WORDS.long ? FRAME.inner : FRAME.innerShort
  return wholeLead || (f.inner >= least && (f.lead >= FRAME.lead || (f.lead >= FRAME.supportedLead && f.titleOverlap >= FRAME.overlap)))
}

/** A longer text that is no table: what was cut stands in it nearly whole. */
const isGrown = (f: Facts): boolean => f.coverage < MUTUAL.rewritten && f.figures < TABLE.figures
