import type { Element } from './tree.ts'
import { attribute, hasAttribute } from './walk.ts'

/** What pages put around articles, by what publishing systems call it in tags, roles, classes and ids. */

const TAGS = new Set(
  'nav aside script style noscript template svg iframe object embed button input select textarea dialog canvas link meta map fieldset'.split(' '),
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
const FIRST = new Set('widget widgets menu popular comment comments respond reply replies skip ad tags latest footer masthead trackback trackbacks most'.split(' '))
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
const isReader = (element: Element): boolean => namesOf(element).some((words) => READERS.has(words[0]!) && !words.some((word) => MODIFIERS.has(word)))
const READERS = new Set('comment comments commentlist respond replies disqus'.split(' '))

const isHidden = (element: Element): boolean =>
  hasAttribute(element, 'hidden') ||
  attribute(element, 'aria-hidden') === 'true' ||
  /display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden/i.test(attribute(element, 'style')?.slice(0, 500) ?? '')

const isBody = (element: Element): boolean => /articlebody/i.test(attribute(element, 'itemprop') ?? '')

function isCalledFurniture(element: Element): boolean {
  return namesOf(element).some(
    (words) =>
      !ARTICLE_NAMES.test(words.join('-')) &&
      !words.some((word) => MODIFIERS.has(word)) &&
      (FIRST.has(words[0]!) || words.some((word) => WORDS.has(word))),
  )
}

/** Further names of one element are ignored; frameworks write 30. */
const MAX_NAMES = 60

/** Class names and id, each as its words: `relatedPosts--wide` is related, posts, wide. */
function namesOf(element: Element): readonly (readonly string[])[] {
  const written = `${attribute(element, 'id') ?? ''} ${attribute(element, 'class') ?? ''}`
  if (written === ' ') return NO_NAMES
  return written
    .slice(0, 2000)
    .split(/\s+/)
    .filter((name) => name !== '' && !name.includes(':'))
    .slice(0, MAX_NAMES)
    .map((name) =>
      name
        .replace(/([a-z])([A-Z])/g, '$1-$2')
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u)
        .filter((word) => word !== ''),
    )
    .filter((words) => words.length > 0)
}
const NO_NAMES: readonly (readonly string[])[] = []

/** Headings over lists that are not the page's own: related, most read, latest, comments. Compared in lower case as a beginning. */
const FOREIGN_HEADING = new RegExp(
  '^(?:' +
    [
      'related|read (?:more|also|next)|see also|more (?:from|on|about|in|like|stories|news|articles|coverage)\\b|most (?:read|popular|viewed|shared|commented)|popular\\b|trending|recommended|you (?:may|might) (?:also )?(?:like|be interested)|also read|latest\\b|recent (?:posts|comments|articles|news)|editor[’\']?s[’\']? picks|top stories|don[’\']t miss|up next|what to read next|comments?$|leave a (?:reply|comment)|\\d+ (?:comments?|responses|replies|thoughts on)|share (?:this|on|via)|about the author|tags?:?$|filed under|follow us|newsletter|subscribe|sign up|advertisement|sponsored|from our partners|around the web',
      'mehr zum thema|mehr (?:aus|von|artikel)|lesen sie auch|lies auch|auch interessant|das könnte (?:sie|dich|ihnen)|meistgelesen|am meisten gelesen|beliebt|weitere (?:artikel|meldungen|themen|nachrichten)|ähnliche|verwandte|zum thema|neueste|aktuelle (?:artikel|meldungen)|kommentare?$|schlagw|teilen$|artikel teilen|über (?:den|die) autor|anzeige$|empfehlung|top-?themen',
      'à lire aussi|a lire aussi|lire aussi|lire également|sur le même (?:sujet|thème)|les plus (?:lus|populaires|commentés)|articles? (?:liés|similaires|associés|récents)|dans la même|à découvrir|voir aussi|commentaires?$|partager$|plus d[e’\']|vous aimerez|recommandé|publicité$|à la une',
      'lea también|lee también|te puede interesar|le puede interesar|noticias relacionadas|relacionad|lo más (?:leído|visto)|más (?:leídas|noticias|sobre|información)|comentarios?$|compartir$|últimas noticias|publicidad$',
      'leggi anche|potrebbe interessarti|articoli correlati|correlati|i più letti|più letti|commenti?$|condividi$|leia (?:também|mais)|veja também|mais lidas|notícias relacionadas|lees ook|meer (?:over|nieuws)|gerelateerd|meest gelezen|läs (?:också|mer|även)|mest läst|læs også|mest læst|les også|czytaj także|zobacz także|najczęściej czytane|читайте также|по теме|популярное|комментарии|ilgili haberler|çok okunan',
      '関連記事|関連ニュース|関連リンク|関連する|あわせて読みたい|合わせて読みたい|こちらも|おすすめ|オススメ|人気記事|人気の|(?:アクセス)?ランキング|よく読まれ|最新記事|最新ニュース|新着|この記事を書いた|コメント|シェア|タグ|広告|pr$|相关|相關|推荐|推薦|热门|熱門|延伸閱讀|延伸阅读|最新|评论|관련|많이 본|인기|추천|댓글',
    ].join('|') +
    ')',
)

export const isForeignHeading = (text: string): boolean => text.length <= 80 && FOREIGN_HEADING.test(text.toLowerCase().replace(/^[\s▼■◆●★☆→»>|【［[]+/, ''))
