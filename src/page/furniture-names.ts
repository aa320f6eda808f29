/** What pages put around articles, by what publishing systems and themes call it in tags, roles, classes and ids. */

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

/** Elements that hold no text of an article. */
export const FURNITURE_TAGS = words(
  'nav script style noscript template svg iframe object embed button input select textarea dialog canvas link meta map fieldset',
)
/** Whole pages stand in a form (ASP.NET), under a footer, in an aside; these go only where they hold little. */
export const USUALLY_FURNITURE = words('form footer menu aside')

/** ARIA roles of what stands around. */
export const FURNITURE_ROLES = words('navigation contentinfo complementary search dialog alertdialog menu menubar toolbar tablist banner')

/** Words of class and id that name furniture wherever they stand in the name. */
export const FURNITURE_WORDS = words(
  'nav navbar navigation submenu breadcrumb breadcrumbs sidenav toolbar sharebar sharedaddy sharethis addtoany addthis ' +
    'related relatedposts recirc recirculation recommended recommendations recommendation newsletter subscribe subscription signup ' +
    'promotion advertisement advertising adsense adslot sponsor sponsored outbrain taboola ' +
    'mostread trending ticker cookie cookies consent gdpr popup modal overlay skiplink pagination pager pagenav postnav disqus commentlist ' +
    'tagcloud authorbox biography copyright colophon footer login donate donation ranking recommend meistgelesen',
)

/** The same, but themes call whole pages so too: `l-sidebar-fixed` wraps the article. */
export const WEAK_WORDS = words('sidebar promo rating ratings bio topics')

/** Names that parts of articles carry for what else they hold: `section--ads`, `entry share`, `toc_title_2`, `print`. */
export const SHARED_WORDS = words(
  'share sharing social socials advert adverts anzeige werbung publicite publicidad ads toc print tooltip teaser teasers tsr newsteaser notice widget widgets ad tags latest',
)

/** Of these the ones that name advertising; alone they mean nothing else. */
export const AD_WORDS = words('advert adverts anzeige anzeigen werbung publicite publicidad ads ad box container slot')

/** What leads through a site; on a front, where teasers and latest news are the text, only these stand around it. */
export const MENU_WORDS = words(
  'nav navbar navigation breadcrumb breadcrumbs footer colophon cookie cookies consent pagination pager tagcloud sitemap',
)

/**
 * Names of several words, as words joined by hyphens: what to read next (biobiochile.cl), previews of other posts (tichyseinblick.de),
 * the author's box of a plug-in (weinkenner.de, neunzehn72.de).
 */
export const FURNITURE_PHRASES =
  /^(?:wp-embed-(?:heading|title|subtitle)|saboxplugin-wrap)$|(?:^|-)(?:(?:lee|lea|ver|vea|mira|leia|veja)-tamb(?:ien|em)|te-puede-interesar|(?:a-)?lire-(?:aussi|egalement)|read-(?:also|next)|also-read|see-also|more-from|mehr-zum-thema|lesen-sie-auch|leggi-anche|czytaj-takze|lees-ook|las-ocksa|(?:you-)?(?:may|might)-(?:also-)?like|most-(?:read|popular|viewed)|top-(?:news|stories)|author-(?:box|bio))(?:-|$)/

/** With one of `author`'s names before them, the box about who wrote it: `author-box`, `about-author`. */
export const AUTHOR_NAMES = words('author authors autor autoren auteur autore')
export const AUTHOR_PARTS = words('box bio info about description profile card details footer desc wrap')

/** Furniture only where the name begins with it: `widget-area`, but not `elementor-widget`. */
export const FURNITURE_BEGINNINGS = words(
  'menu popular comment comments respond reply replies skip footer masthead trackback trackbacks most',
)

/** What readers write is furniture however long it is. */
export const READERS = words('comment comments commentlist respond replies disqus')

/** What a name says of the page around, not of the element: `no-sidebar`, `has-related`, `comments-closed`. */
export const MODIFIERS = words('has no not with without closed enabled disabled wrapper layout page body')

/** How names begin that tell of the content: WordPress's tags and categories of a post, Drupal's fields and types. */
export const CONTENT_BEGINNINGS = words('tag category type status format field node paragraph term post view entity')

/** Names that hide an element from the eye; `field--label-hidden` hides a label. */
export const HIDDEN_NAMES = words(
  'hidden hide is-hidden visually-hidden visuallyhidden sr-only screen-reader-text screen-reader element-invisible u-hidden u-visually-hidden d-none a11y-hidden show-for-sr invisible',
)
