import type { Element, Owner } from './element.ts'
import type { Steps } from './steps.ts'
import { attribute, hasAttribute } from './walk.ts'

/** What pages put around articles, by what publishing systems call it in tags, roles, classes and ids. */

const TAGS = new Set(
  'nav aside script style noscript template svg iframe object embed button input select textarea dialog canvas link meta map fieldset'.split(
    ' ',
  ),
)
/** Whole pages stand in a form (ASP.NET) or under a footer; these go only where they hold little. */
const USUALLY = new Set(['form', 'footer', 'menu'])
const ROLES = new Set('navigation contentinfo complementary search dialog alertdialog menu menubar toolbar tablist banner'.split(' '))

/** Words of class and id that name furniture wherever they stand in the name. */
const WORDS = new Set(
  (
    'nav navbar navigation submenu breadcrumb breadcrumbs sidebar sidenav toolbar share sharing sharebar sharedaddy sharethis addtoany addthis ' +
    'social socials related relatedposts recirc recirculation recommended recommendations recommendation newsletter subscribe subscription signup ' +
    'promo promotion advert adverts advertisement advertising anzeige werbung publicite publicidad ads adsense adslot sponsor sponsored outbrain taboola ' +
    'mostread trending ticker cookie cookies consent gdpr popup modal overlay skiplink pagination pager pagenav postnav disqus commentlist ' +
    'tagcloud print rating ratings authorbox bio biography copyright colophon footer login donate donation toc ranking recommend screenreader hidden meistgelesen topics'
  ).split(' '),
)
/** Furniture only where the name begins with it: `widget-area`, but not `elementor-widget`. */
const FIRST = new Set(
  'widget widgets menu popular comment comments respond reply replies skip ad tags latest footer masthead trackback trackbacks most'.split(
    ' ',
  ),
)
/** What a name says of the page around, not of the element: `no-sidebar`, `has-related`, `comments-closed`. */
const MODIFIERS = new Set('has no not with without closed enabled disabled wrapper layout page body'.split(' '))
/** Names that belong to what they look like furniture of. */
const ARTICLE_NAMES = /^(?:(?:entry|post|article|story|node|field|wp|gh|c|single|main|page)[-_]{1,2})?(?:content|body|text|main)$/

/** Below this share of the page's prose, an element that is called furniture is furniture. */
const LARGE = 0.5

/** What an element is, by its looks. `share`: the part of the page's prose that it holds, 0 to 1, asked for only where it decides. */
export function isFurniture(element: Element, share: () => number): boolean {
  const { name } = element
  if (TAGS.has(name)) return true
  if (isHidden(element)) return name !== 'body' && name !== 'html' && share() < LARGE
  if (name === 'html' || name === 'body' || name === 'main' || isBody(element)) return false
  const role = attribute(element, 'role')?.toLowerCase()
  if (role !== undefined && ROLES.has(role)) return name !== 'header' || share() < LARGE / 5
  if (USUALLY.has(name)) return share() < LARGE
  if (name === 'article') return isReader(element)
  return isCalledFurniture(element) && (isReader(element) || share() < LARGE)
}

/** What readers write is furniture however long it is. */
const isReader = (element: Element): boolean => namesOf(element).some((name) => name.isReader)
const READERS = new Set('comment comments commentlist respond replies disqus'.split(' '))

const isHidden = (element: Element): boolean =>
  hasAttribute(element, 'hidden') ||
  attribute(element, 'aria-hidden') === 'true' ||
  /display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden/i.test(attribute(element, 'style')?.slice(0, 500) ?? '')

const isBody = (element: Element): boolean => /articlebody/i.test(attribute(element, 'itemprop') ?? '')

const isCalledFurniture = (element: Element): boolean => namesOf(element).some((name) => name.isFurniture)

/** What one class name or id says. */
interface Name {
  readonly isFurniture: boolean
  readonly isReader: boolean
}

/** Further names of one element are ignored; frameworks write 20. */
const MAX_NAMES = 30
/** Characters of class and id that are read. */
const MAX_WRITTEN = 600
/** Different names of a page that are remembered; real pages have a few hundred. */
const MAX_KNOWN = 5000

/** Names recur on a page by the hundred: each is understood once. */
const understood = new WeakMap<Owner, Map<string, Name>>()

function namesOf(element: Element): readonly Name[] {
  const written = `${attribute(element, 'id') ?? ''} ${attribute(element, 'class') ?? ''}`
  if (written === ' ') return NO_NAMES
  const { owner } = element
  let names = understood.get(owner)
  if (!names) understood.set(owner, (names = new Map()))
  const all = written.slice(0, MAX_WRITTEN).split(SPACES, MAX_NAMES)
  owner.steps.spend(all.length / 4)
  return all.map((name) => names.get(name) ?? nameOf(name, names, owner.steps))
}
const SPACES = /\s+/
const NO_NAMES: readonly Name[] = []

function nameOf(written: string, names: Map<string, Name>, steps: Steps): Name {
  steps.spend(2, 8 * written.length)
  const words = written.includes(':') ? [] : wordsIn(written)
  const isModified = words.some((word) => MODIFIERS.has(word))
  const name = {
    isFurniture:
      words.length > 0 &&
      !isModified &&
      !ARTICLE_NAMES.test(words.join('-')) &&
      (FIRST.has(words[0]!) || words.some((word) => WORDS.has(word))),
    isReader: words.length > 0 && !isModified && READERS.has(words[0]!),
  }
  if (names.size < MAX_KNOWN) names.set(written, name)
  return name
}

/** `relatedPosts--wide` is related, posts, wide. */
const wordsIn = (name: string): readonly string[] =>
  name
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')

/**
 * Headings over what is not the page's own: lists of others' favourites. Compared in lower case as a beginning. They stay out of
 * articles and of section fronts alike.
 */
const RANKING =
  /^(?:related|most (?:read|popular|viewed|shared|commented|watched)|popular\b|trending|recommended|you (?:may|might) (?:also )?(?:like|be interested)|also read|editor[’']?s[’']? picks|recent comments|comments?$|\d+ (?:comments?|responses|replies)\b|sponsored|advertisement|partner content|from our partners|around the web|promoted|meistgelesen|am meisten gelesen|meist(?:kommentiert|geklickt)|beliebt|ähnliche|verwandte|anzeige$|das könnte (?:sie|dich|ihnen)|les plus (?:lus|populaires|commentés|partagés)|articles? (?:liés|similaires|associés)|sur le même (?:sujet|thème)|vous aimerez|publicité$|lo más (?:leído|visto)|más (?:leídas|leídos|vistas)|te puede interesar|relacionad|publicidad$|i più letti|più letti|correlati|articoli correlati|mais lidas|meest gelezen|mest läst|mest læst|najczęściej czytane|популярное|самое читаемое|çok okunan|関連|(?:アクセス)?ランキング|人気|よく読まれ|おすすめ|オススメ|あわせて読みたい|合わせて読みたい|广告|広告|pr$|热门|熱門|推荐|推薦|相关|相關|많이 본|인기|관련|추천)/

/** Headings over what follows an article: more of the site, the writer, the readers. */
const AFTERWORD =
  /^(?:read (?:more|also|next)|see also|more (?:from|on|about|in|like|stories|news|articles|coverage)\b|latest\b|recent (?:posts|articles|news)|top stories|don[’']t miss|up next|what to read next|leave a (?:reply|comment)|share (?:this|on|via)|about the author|tags?:?$|filed under|follow us|newsletter|subscribe|sign up|mehr zum thema|mehr (?:aus|von|artikel)|lesen sie auch|lies auch|auch interessant|weitere (?:artikel|meldungen|themen|nachrichten)|zum thema|neueste|aktuelle (?:artikel|meldungen)|kommentare?$|schlagw|(?:artikel )?teilen$|über (?:den|die) autor|empfehlung|à lire aussi|a lire aussi|lire aussi|lire également|dans la même|à découvrir|voir aussi|commentaires?$|partager$|articles? récents|lea también|lee también|comentarios?$|compartir$|últimas noticias|noticias relacionadas|leggi anche|potrebbe interessarti|commenti?$|condividi$|leia (?:também|mais)|veja também|lees ook|meer (?:over|nieuws)|läs (?:också|mer|även)|læs også|les også|czytaj także|zobacz także|читайте также|по теме|комментарии|ilgili haberler|こちらも|最新記事|最新ニュース|新着|この記事を書いた|コメント|シェア|タグ|延伸閱讀|延伸阅读|最新|评论|댓글)/

const asHeading = (text: string): string => text.toLowerCase().replace(/^[\s▼■◆●★☆→»>|【［[]+/, '')

/** Over the favourites of others: on any page. */
export const isRankingHeading = (text: string): boolean => text.length <= 80 && RANKING.test(asHeading(text))
/** Over what is not the article that stands before it. */
export const isForeignHeading = (text: string): boolean => isRankingHeading(text) || (text.length <= 80 && AFTERWORD.test(asHeading(text)))
