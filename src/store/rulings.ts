import type { Known } from '../dedupe/decision.ts'
import { features, weighted } from '../dedupe/features.ts'
import { splitStoryId } from '../dedupe/identity.ts'
import type { Instant } from '../model/time.ts'
import { sql, type Database, type Statement } from './database.ts'
import { indexStatements } from './folding.ts'

/** Refreshes that decide on what was before must decide again. */
const NEW_VERSION = sql('UPDATE ledger SET version = version + 1')

/**
 * Takes an item out of its story into one of its own, for good: the pin outlasts purges and newer rules. The others keep the story's
 * published id, even if the item was its first. Nothing happens where the item has moved meanwhile. Gives the id of the new story.
 */
export function split(item: Known, now: Instant): { readonly story: string; readonly statements: readonly Statement[] } {
  const story = splitStoryId(item.id, item.story, now)
  const terms = weighted(features(item)).map(([term]) => term)
  const here = `EXISTS (SELECT 1 FROM items WHERE id = ?1 AND story = ?2)`
  const statements = [
    sql(
      `INSERT INTO story_pins (item, story, at) SELECT ?1, ?3, ?4 WHERE ${here} ON CONFLICT (item) DO UPDATE SET story = excluded.story, at = excluded.at`,
      item.id,
      item.story,
      story,
      now,
    ),
    sql('DELETE FROM story_primaries WHERE story = ?2 AND item = ?1', item.id, item.story),
    sql(
      `UPDATE items SET story = ?3, reason = 'by-hand', score = 1, matched = NULL, evidence = 'An editor took it out of another story.' WHERE id = ?1 AND story = ?2`,
      item.id,
      item.story,
      story,
    ),
    // what its story was found by, it must now be found by itself
    ...indexStatements([{ id: item.id, terms }], item.firstSeen),
    NEW_VERSION,
  ]
  return { story, statements }
}

/**
 * Folds the story `gone` into `keep`, for good. `keep` should be the one that was first seen: its id stays published, that of `gone`
 * leads to it from now on and is never used again.
 */
export const mergeStatements = (keep: string, gone: string, now: Instant): Statement[] => [
  sql(
    `INSERT INTO story_aliases (story, into_story, at) VALUES (?1, ?2, ?3)
     ON CONFLICT (story) DO UPDATE SET into_story = excluded.into_story, at = excluded.at`,
    gone,
    keep,
    now,
  ),
  sql('UPDATE story_aliases SET into_story = ?2 WHERE into_story = ?1', gone, keep),
  sql(
    `INSERT INTO story_pins (item, story, at) SELECT id, ?2, ?3 FROM items WHERE story = ?1
     ON CONFLICT (item) DO UPDATE SET story = excluded.story, at = excluded.at`,
    gone,
    keep,
    now,
  ),
  sql(
    `UPDATE items SET evidence = 'An editor put its story here.', score = 1, matched = NULL, reason = 'by-hand' WHERE story = ?1 AND reason IN ('new', 'by-hand')`,
    gone,
  ),
  sql('UPDATE items SET story = ?2 WHERE story = ?1', gone, keep),
  sql('DELETE FROM story_primaries WHERE story = ?1', gone),
  NEW_VERSION,
]

/** Chooses the copy that is shown, whatever the policy says; without an item the policy decides again. */
export const primaryStatement = (story: string, item: string | undefined, now: Instant): Statement =>
  item === undefined
    ? sql('DELETE FROM story_primaries WHERE story = ?', story)
    : sql(
        `INSERT INTO story_primaries (story, item, at) VALUES (?, ?, ?) ON CONFLICT (story) DO UPDATE SET item = excluded.item, at = excluded.at`,
        story,
        item,
        now,
      )

/** The story that an id stands for now: its own, or the one it was merged into. */
export async function currentStory(db: Database, story: string): Promise<string> {
  const [row] = await db.all<{ into_story: string }>(sql('SELECT into_story FROM story_aliases WHERE story = ?', story))
  return row?.into_story ?? story
}
