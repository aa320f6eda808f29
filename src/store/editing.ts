import { unlist } from './contents.ts'
import { sql, type Database } from './database.ts'
import { versionsOf } from './edits.ts'
import { currentStory, mergeStatements, primaryStatement, split } from './rulings.ts'
import type { Store } from './port/store.ts'

/** Any feed may show the story: all of them look again. */
const RENDER_ALL = sql('UPDATE feeds SET generation = generation + 1')

/** What an editor decides by hand: it lasts over later refreshes and newer rules. */
export const editing = (db: Database): Pick<Store, 'split' | 'merge' | 'show' | 'currentStory' | 'versions'> => ({
  async split(item, now) {
    const { story, statements } = split(item, now)
    await db.batch([...statements, unlist([item.story, story]), RENDER_ALL])
    return story
  },
  async merge(keep, gone, now) {
    await db.batch([...mergeStatements(keep, gone, now), unlist([keep, gone]), RENDER_ALL])
  },
  async show(story, item, now) {
    await db.batch([primaryStatement(story, item, now), unlist([story]), RENDER_ALL])
  },
  currentStory: (story) => currentStory(db, story),
  versions: (items) => versionsOf(db, items),
})
