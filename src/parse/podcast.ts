import type { RawFile, RawPodcast } from '../model/raw.ts'
import { address, attribute, firstValue, type Children } from './element.ts'
import { MAX_LIST } from './limits.ts'
import { present } from '../present.ts'
import type { Element } from './xml.ts'

const KEYS =
  'itunes:duration itunes:episode itunes:season itunes:episodetype itunes:explicit itunes:image googleplay:explicit googleplay:image podcast:transcript podcast:chapters podcast:episode podcast:season'.split(
    ' ',
  )

/** What podcast vocabularies say of an episode, or undefined where they say nothing. */
export function podcastOf(of: Children): RawPodcast | undefined {
  if (!KEYS.some((key) => of(key).length > 0)) return undefined
  const transcripts = of('podcast:transcript').slice(0, MAX_LIST).flatMap(fileOf)
  const image = of('itunes:image')[0] ?? of('googleplay:image')[0]
  const podcast = present<RawPodcast>({
    duration: firstValue(of, 'itunes:duration'),
    episode: firstValue(of, 'itunes:episode', 'podcast:episode'),
    season: firstValue(of, 'itunes:season', 'podcast:season'),
    episodeType: firstValue(of, 'itunes:episodetype'),
    explicit: firstValue(of, 'itunes:explicit', 'googleplay:explicit'),
    image: image && address(image, attribute(image, 'href') ?? attribute(image, 'url')),
    transcripts: transcripts.length > 0 ? transcripts : undefined,
    chapters: of('podcast:chapters').flatMap(fileOf)[0],
  })
  return podcast
}

function fileOf(element: Element): readonly RawFile[] {
  const url = address(element, attribute(element, 'url'))
  if (url === undefined) return []
  return [present<RawFile>({ url, type: attribute(element, 'type'), language: attribute(element, 'language') })]
}
