import type { Act } from '../model/act.ts'
import { iso } from '../model/time.ts'
import { present } from '../present.ts'

/** One line of the trail as data. */
export const actData = ({ id, at, by, act, story, other, feed, item, value, why, undoes, before }: Act) =>
  present({ id, at: iso(at), by, act, story, other, feed, item, value, why, undoes, before: before?.value })
