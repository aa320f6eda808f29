/** What wirefold promised to keep, as its HTTP interface tells it: permanent ids, who belongs together, and what subscribers have seen. */
export interface Promises {
  /** By id: the headline, then the address that is shown and those of the copies. */
  readonly stories: Readonly<Record<string, readonly string[]>>
  /** By slug and format, in order: `id | published | updated | title`. */
  readonly entries: Readonly<Record<string, readonly string[]>>
  /** By id of a story that was merged: the id it leads to. */
  readonly merged: Readonly<Record<string, string>>
  readonly incidents: readonly string[]
}

export type Get = (path: string) => Promise<{ text(): Promise<string>; json(): Promise<unknown> }>

interface Story {
  readonly id: string
  readonly title: string
  readonly url: string
  readonly copies: readonly { readonly url: string }[]
}

interface JsonItem {
  readonly id: string
  readonly title: string
  readonly date_published: string
  readonly date_modified: string
}

/** @param merged ids of stories that were merged into another */
export async function promisesOf(get: Get, slugs: readonly string[], merged: readonly string[]): Promise<Promises> {
  const json = async <T>(path: string) => (await (await get(path)).json()) as T
  const text = async (path: string) => (await get(path)).text()
  const { stories } = await json<{ stories: Story[] }>('/api/stories?limit=200')
  const entries: Record<string, string[]> = {}
  for (const slug of slugs) {
    entries[`${slug}.atom`] = elements(await text(`/feeds/${slug}.atom`), 'entry', ['id', 'published', 'updated', 'title'])
    entries[`${slug}.rss`] = elements(await text(`/feeds/${slug}.rss`), 'item', ['guid', 'pubDate', 'title'])
    const { items } = await json<{ items: JsonItem[] }>(`/feeds/${slug}.json`)
    entries[`${slug}.json`] = items.map((item) => [item.id, item.date_published, item.date_modified, item.title].join(' | '))
  }
  const leads: [string, string][] = []
  for (const id of merged) leads.push([id, (await json<Story>(`/api/stories/${id}`)).id])
  return {
    stories: Object.fromEntries(
      stories.map(({ id, title, url, copies }) => [id, [title, url, ...copies.map((copy) => copy.url).toSorted()]]),
    ),
    entries,
    merged: Object.fromEntries(leads),
    incidents: elements(await text('/status.atom'), 'entry', ['id', 'title']),
  }
}

/** Of each element of that name the text of some of its children. */
const elements = (xml: string, name: string, children: readonly string[]): string[] =>
  Array.from(xml.matchAll(new RegExp(`<${name}[ >].*?</${name}>`, 'gs')), ([element]) => {
    const own = element.replace(/<source[ >].*?<\/source>/gs, '')
    return children.map((child) => new RegExp(`<${child}[^>]*>([^<]*)<`).exec(own)?.[1] ?? '').join(' | ')
  })
