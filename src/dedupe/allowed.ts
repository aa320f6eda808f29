import type { Facts } from './facts.ts'
import { isGrown } from './needed.ts'
import { CONTAINED, EDITED, HEADLINE, TABLE, WORDS } from './thresholds.ts'

/** How many names or numbers an editor may have changed. */
export const nameEdits = (f: Facts): number =>
  f.contained < EDITED.contained
    ? 0
    : f.shorter >= WORDS.long
      ? EDITED.changes * Math.floor(f.shorter / WORDS.long)
      : f.shorter >= WORDS.brief
        ? 1
        : 0

/** And in figures: more where the texts are nearly the same, or tables of many equal figures. */
export function figureEdits(f: Facts): number {
  const names = nameEdits(f)
  // a table that is sent again under its headline has a figure corrected, or a column of other figures beside it
  if (f.figures >= TABLE.figures && f.titleResemblance >= HEADLINE.alike && f.contained >= CONTAINED.short)
    return Math.max(1, Math.floor(f.sameNumbers / TABLE.equalFigures))
  // who only corrects a figure adds nothing
  if (f.contained < EDITED.contained || isGrown(f)) return 0
  const inTable = Math.floor(f.sameNumbers / EDITED.equalFigures)
  return Math.max(inTable, f.contained >= EDITED.figures ? names : f.shorter >= WORDS.long ? 1 : 0)
}
