import type { Database } from './database.ts'
import { sql } from './database.ts'
import { versionsOf } from './edits.ts'
import type { Store } from './port/store.ts'

/** Where the ids of merged stories lead, and what items were before. */
export const editing = (db: Database): Pick<Store, 'currentStory' | 'versions'> => ({
  async currentStory(story) {
    const [row] = await db.all<{ into_story: string }>(sql('SELECT into_story FROM story_aliases WHERE story = ?', story))
    return row?.into_story ?? story
  },
  versions: (items) => versionsOf(db, items),
})
