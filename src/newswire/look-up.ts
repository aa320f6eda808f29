import { canonicalUrl } from '../address/canonical.ts'
import type { StoredItem } from '../model/story.ts'
import type { Store } from '../store/port/store.ts'

/** Items by id, story id or address; an address is recognised in every spelling of it. */
export async function lookUp(store: Store, what: string): Promise<readonly StoredItem[]> {
  const found = await store.find(what)
  return found.length > 0 || !URL.canParse(what) ? found : store.find(canonicalUrl(what))
}
