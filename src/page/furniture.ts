import type { Element, Owner } from './element.ts'
import {
  AD_WORDS,
  AUTHOR_NAMES,
  AUTHOR_PARTS,
  CONTENT_BEGINNINGS,
  FURNITURE_BEGINNINGS,
  FURNITURE_PHRASES,
  FURNITURE_ROLES,
  FURNITURE_TAGS,
  FURNITURE_WORDS,
  HIDDEN_NAMES,
  MENU_WORDS,
  MODIFIERS,
  READERS,
  SHARED_WORDS,
  USUALLY_FURNITURE,
  WEAK_WORDS,
} from './furniture-names.ts'
import type { Steps } from './steps.ts'
import { attribute, hasAttribute } from './walk.ts'

/** Names that belong to what they look like furniture of. */
const ARTICLE_NAMES = /^(?:(?:entry|post|article|story|node|field|wp|gh|c|single|main|page)[-_]{1,2})?(?:content|body|text|main)$/

/** Below this share of the page's prose, an element that is called furniture is furniture. */
const LARGE = 0.5
/** The same for names that themes give to whole pages too. */
const SIZEABLE = 0.2

/** How much of the page stands in an element; asked for only where it decides. */
export interface Holdings {
  /** Part of the page's prose, 0 to 1. */
  readonly share: () => number
  /** Whether it holds what names itself the body of the article. */
  readonly holdsBody: () => boolean
  /** Whether it holds paragraphs rather than links. */
  readonly isProse: () => boolean
}

/** What an element is, by its looks. */
export function isFurniture(element: Element, { share, holdsBody, isProse }: Holdings): boolean {
  const { name } = element
  if (FURNITURE_TAGS.has(name)) return true
  if (isHidden(element)) return name !== 'body' && name !== 'html' && share() < LARGE
  if (name === 'html' || name === 'body' || name === 'main' || isBody(element)) return false
  const role = attribute(element, 'role')?.toLowerCase()
  if (role !== undefined && FURNITURE_ROLES.has(role)) return name === 'header' ? share() < LARGE / 5 : !holdsBody()
  if (USUALLY_FURNITURE.has(name)) return share() < LARGE && !holdsBody()
  const called = namesOf(element)
  const isReaders = called.some(({ isReader }) => isReader)
  if (name === 'article' || isReaders) return isReaders
  if (called.some(({ kind }) => kind === 'strong')) return share() < LARGE && !holdsBody()
  if (called.some(({ kind }) => kind === 'weak')) return share() < SIZEABLE && !holdsBody()
  return called.some(({ kind }) => kind === 'shared') && !isProse() && share() < LARGE && !holdsBody()
}

const isHidden = (element: Element): boolean =>
  hasAttribute(element, 'hidden') ||
  attribute(element, 'aria-hidden') === 'true' ||
  element.classes.some((name) => HIDDEN_NAMES.has(name)) ||
  /display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden/i.test(attribute(element, 'style')?.slice(0, 500) ?? '')

const isBody = (element: Element): boolean => /articlebody/i.test(attribute(element, 'itemprop') ?? '')

/** What is called a menu, a footer, or what else leads through a site, and not to its articles. */
export const isMenu = (element: Element): boolean => MENU_TAGS.has(element.name) || namesOf(element).some((name) => name.isMenu)
const MENU_TAGS = new Set(['nav', 'footer', 'menu'])

/** What one class name or id says. */
interface Name {
  /** How surely it names furniture. */
  readonly kind: 'strong' | 'weak' | 'shared' | undefined
  readonly isReader: boolean
  readonly isMenu: boolean
}

/** Further names of one element are ignored; frameworks write 20. */
const MAX_NAMES = 30
/** Characters of class and id that are read. */
const MAX_WRITTEN = 600
/** Different names of a page that are remembered; real pages have a few hundred. */
const MAX_KNOWN = 5000

/** Names recur on a page by the hundred: each is understood once, and each set of them. */
interface Understood {
  readonly sets: Map<string, readonly Name[]>
  readonly names: Map<string, Name>
}
const understood = new WeakMap<Owner, Understood>()

function namesOf(element: Element): readonly Name[] {
  const written = `${attribute(element, 'id') ?? ''} ${attribute(element, 'class') ?? ''}`
  if (written === ' ') return NO_NAMES
  const { owner } = element
  let known = understood.get(owner)
  if (!known) understood.set(owner, (known = { sets: new Map(), names: new Map() }))
  const key = written.slice(0, MAX_WRITTEN)
  const before = known.sets.get(key)
  if (before) return before
  const { names } = known
  const all = key.split(SPACES, MAX_NAMES).map((name) => names.get(name) ?? nameOf(name, names, owner.steps))
  owner.steps.spend(all.length / 4)
  if (known.sets.size < MAX_KNOWN) known.sets.set(key, all)
  return all
}
const SPACES = /\s+/
const NO_NAMES: readonly Name[] = []

function nameOf(written: string, names: Map<string, Name>, steps: Steps): Name {
  steps.spend(2, 8 * written.length)
  const words = written.includes(':') ? [] : wordsIn(written)
  const isReader = words.length > 0 && READERS.has(words[0]!) && !words.some((word) => MODIFIERS.has(word))
  const isMenu = words.some((word) => MENU_WORDS.has(word)) && !words.some((word) => MODIFIERS.has(word))
  const name = { kind: kindOf(words), isReader, isMenu }
  if (names.size < MAX_KNOWN) names.set(written, name)
  return name
}

/** Of these only the first word of a name means furniture: `widget-area`, but not `elementor-widget`. */
const SHARED_FIRST = new Set(['widget', 'widgets', 'ad', 'tags', 'latest'])

function kindOf(words: readonly string[]): Name['kind'] {
  const [first] = words
  if (first === undefined || CONTENT_BEGINNINGS.has(first) || words.some((word) => MODIFIERS.has(word))) return undefined
  if (ARTICLE_NAMES.test(words.join('-'))) return undefined
  if (FURNITURE_PHRASES.test(words.join('-'))) return 'strong'
  if (FURNITURE_BEGINNINGS.has(first) || words.some((word) => FURNITURE_WORDS.has(word))) return 'strong'
  if (words.every((word) => AD_WORDS.has(word)) && words.some((word) => SHARED_WORDS.has(word))) return 'strong'
  if (words.some((word) => WEAK_WORDS.has(word))) return 'weak'
  if (words.some((word) => AUTHOR_NAMES.has(word)) && words.some((word) => AUTHOR_PARTS.has(word))) return 'weak'
  return words.some((word, index) => SHARED_WORDS.has(word) && (index === 0 || !SHARED_FIRST.has(word))) ? 'shared' : undefined
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
 * articles and of section fronts alike. Seen on cbsnews.com, tdg.ch, chip.de, modepilot.de, limespace.de.
 */
const RANKING =
  /^(?:related|most (?:read|popular|viewed|shared|commented|watched)|popular\b|trending|recommended|you (?:may|might) (?:also )?(?:like|be interested)|also read|recent comments|comments?$|\d+ (?:comments?|responses|replies)\b|sponsored|advertisement|partner content|from our partners|around the web|promoted|meistgelesen|am meisten gelesen|meist(?:kommentiert|geklickt)|beliebt|ähnliche|verwandte|anzeige$|das könnte (?:sie|dich|ihnen)|les plus (?:lus|populaires|commentés|partagés)|articles? (?:liés|similaires|associés)|sur le même (?:sujet|thème)|vous aimerez|publicité$|lo más (?:leído|visto)|más (?:leídas|leídos|vistas)|te puede interesar|relacionad|publicidad$|i più letti|più letti|correlati|articoli correlati|mais lidas|meest gelezen|mest läst|mest læst|najczęściej czytane|популярное|самое читаемое|çok okunan|関連|(?:アクセス)?ランキング|人気|よく読まれ|おすすめ|オススメ|あわせて読みたい|合わせて読みたい|广告|広告|pr$|热门|熱門|推荐|推薦|相关|相關|많이 본|인기|관련|추천)/

/** Headings over what follows an article: more of the site, the writer, the readers. Seen on wired.com, mobilsicher.de, telebasel.ch. */
const AFTERWORD =
  /^(?:editor[’']?s[’']? picks|read (?:more|also|next)|see also|more (?:from|on|about|in|like|stories|news|articles|coverage)\b|keep reading|latest\b|recent (?:posts|articles|news)|top ?(?:stories|news|meldungen|artikel)|don[’']t miss|up next|what to read next|leave a (?:reply|comment)|share (?:this|on|via)|about the author|tags?:?$|filed under|follow us|newsletter|subscribe|sign up|mehr zum thema|mehr (?:aus|von|artikel)|lesen sie auch|lies auch|auch interessant|weitere (?:artikel|meldungen|themen|nachrichten)|zum thema|neueste|aktuelle (?:artikel|meldungen)|kommentare?$|schlagw|(?:artikel )?teilen$|über (?:den|die) autor|empfehlung|à lire aussi|a lire aussi|lire aussi|lire également|dans la même|à découvrir|voir aussi|commentaires?$|partager$|articles? récents|lea también|lee también|comentarios?$|compartir$|últimas noticias|noticias relacionadas|leggi anche|potrebbe interessarti|commenti?$|condividi$|leia (?:também|mais)|veja também|lees ook|meer (?:over|nieuws)|läs (?:också|mer|även)|læs også|les også|czytaj także|zobacz także|читайте также|по теме|комментарии|ilgili haberler|こちらも|最新記事|最新ニュース|新着|この記事を書いた|コメント|シェア|タグ|延伸閱讀|延伸阅读|最新|评论|댓글)/

const asHeading = (text: string): string => text.toLowerCase().replace(/^[\s▼■◆●★☆→»>|【［[]+/, '')

/** Over the favourites of others: on any page. */
export const isRankingHeading = (text: string): boolean => text.length <= 80 && RANKING.test(asHeading(text))
/** Over what is not the article that stands before it. */
export const isForeignHeading = (text: string): boolean => isRankingHeading(text) || (text.length <= 80 && AFTERWORD.test(asHeading(text)))

/** The same as a line of its own, where themes write no heading: nearly all of the line says it, or it ends with a colon. */
export function isForeignLabel(text: string): boolean {
  const label = asHeading(text)
  if (label.length > MAX_LABEL || /[.!?,;]/.test(label)) return false
  const said = (RANKING.exec(label) ?? AFTERWORD.exec(label))?.[0] ?? ''
  if (said === '') return false
  return said.length >= label.length * MOST_OF_LABEL || (/[:：]$/.test(label) && said.includes(' '))
}
const MAX_LABEL = 40
const MOST_OF_LABEL = 0.6

/** Over the box about who wrote the article, and over what its readers say of it: these end it. Seen on tierwelt.ch, petri-heil.ch, holzwerken.net. */
const ENDING =
  /^(?:about (?:the|our) (?:authors?|writers?|contributors?)|(?:the |meet the )?authors?:?$|über (?:den|die) autor(?:in|en)?|(?:zum|der|die) autor(?:in)?:?$|à propos de l[’']auteure?|l[’']auteure?:?$|sobre (?:el|la|o|a) autora?|acerca del autor|informazioni sull[’']autore|l[’']autore:?$|over de auteur|om (?:författaren|forfatteren)|o autorze|об авторе|この記事を書いた|著者|(?:\d+ )?(?:comments?|kommentare?|commentaires?|comentarios?|comentários?|commenti?|reacties|komentarze|комментарии)(?: ?\(? ?\d+ ?\)?)?:?$|leave a (?:reply|comment)|post a comment|join the (?:conversation|discussion)|schreiben? sie einen kommentar|schreibe einen kommentar|deja (?:un|tu) comentario|laisser un commentaire|lascia un commento|コメント|评论|留言|댓글)/
export const isEnding = (text: string): boolean => text.length <= 80 && ENDING.test(asHeading(text))
