/** What JSON Feed 1.1 says a feed must be; gives the rules that this one breaks. */
export function jsonFeedFaults(text: string): string[] {
  const feed = JSON.parse(text)
  const faults: string[] = []
  const rule = (holds: boolean, name: string) => void (holds || faults.push(name))
  const isText = (value: unknown) => typeof value === 'string' && value !== ''
  const optionalUrl = (value: unknown) => value === undefined || (typeof value === 'string' && /^https?:\/\/\S+$/.test(value))
  rule(feed.version === 'https://jsonfeed.org/version/1.1', 'version')
  rule(isText(feed.title), 'title')
  rule(isText(feed.feed_url) && isText(feed.home_page_url), 'addresses')
  rule(Array.isArray(feed.items), 'items')
  for (const key of Object.keys(feed)) rule(TOP.has(key) || key.startsWith('_'), `unknown: ${key}`)
  for (const item of feed.items) {
    rule(isText(item.id), 'id')
    rule(isText(item.content_html) || isText(item.content_text), 'content')
    rule([item.url, item.external_url, item.image].every(optionalUrl), 'item addresses')
    rule(
      [item.date_published, item.date_modified].every((date) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(date)),
      'dates',
    )
    rule(
      item.author === undefined && item.authors.length > 0 && item.authors.every(({ name }: { name: unknown }) => isText(name)),
      'authors',
    )
    rule((item.tags ?? []).every(isText), 'tags')
    for (const attachment of item.attachments ?? []) {
      rule(optionalUrl(attachment.url ?? '') && /^[^\s/]+\/[^\s/]+$/.test(attachment.mime_type), 'attachments')
      rule(attachment.size_in_bytes === undefined || Number.isSafeInteger(attachment.size_in_bytes), 'size_in_bytes')
    }
    for (const key of Object.keys(item)) rule(ITEM.has(key) || key.startsWith('_'), `unknown: items.${key}`)
  }
  rule(new Set(feed.items.map(({ id }: { id: string }) => id)).size === feed.items.length, 'unique ids')
  return faults
}

const TOP = new Set(['version', 'title', 'home_page_url', 'feed_url', 'description', 'authors', 'language', 'items'])
const ITEM = new Set([
  'id',
  'url',
  'external_url',
  'title',
  'content_html',
  'summary',
  'image',
  'date_published',
  'date_modified',
  'authors',
  'tags',
  'language',
  'attachments',
])
