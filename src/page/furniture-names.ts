import { seenOn } from './seen-on.ts'

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
export const FURNITURE_WORDS = seenOn({
  'instyle.com':
    'nav navigation submenu breadcrumbs sharebar recirc recirculation newsletter subscribe signup sponsor popup modal overlay copyright footer',
  'der-farang.com': 'navbar addthis related subscription consent gdpr pagination login',
  'bostonherald.com': 'breadcrumb sharedaddy taboola trending colophon',
  'heartlandnewsfeed.com': 'adsense ticker cookie disqus donation',
  'amazedmag.de': 'advertising commentlist tagcloud',
  'eltiempo.com': 'recommended recommendation pager',
  'bbc.com': 'outbrain cookies',
  'damianduchamps.wordpress.com': 'relatedposts postnav',
  'evang.at': 'toolbar promotion',
  'infosperber.ch': 'donate recommend',
  'auswaertiges-amt.de': 'skiplink',
  'chip.de': 'sponsored',
  'de.cointelegraph.com': 'adslot',
  'decohome.de': 'addtoany',
  'faz.net': 'recommendations',
  'holzwerken.net': 'advertisement',
  'latimes.com': 'biography',
  'lebensmittelpraxis.de': 'pagenav',
  'lostiempos.com': 'sharethis',
  'mobilsicher.de': 'mostread',
  'simmentalzeitung.ch': 'ranking',
  'wochenblatt.com': 'authorbox',
  analogous: 'sidenav meistgelesen',
})

/** The same, but themes call whole pages so too: `l-sidebar-fixed` wraps the article. */
export const WEAK_WORDS = seenOn({
  'eatwhattonight.com': 'sidebar rating ratings bio',
  'timesofisrael.com': 'promo topics',
})

/** Names that parts of articles carry for what else they hold: `section--ads`, `entry share`, `toc_title_2`, `print`. */
export const SHARED_WORDS = seenOn({
  'bostonherald.com': 'share sharing social ads print notice widget ad latest',
  'mannschaft.com': 'socials tooltip teaser tags',
  'dailymail.co.uk': 'advert adverts',
  'dobszay.ch': 'toc widgets',
  'faz.net': 'teasers tsr',
  'basicthinking.de': 'werbung',
  'eltiempo.com': 'publicidad',
  'kirche-und-leben.de': 'anzeige',
  'laola1.at': 'newsteaser',
  analogous: 'publicite',
})

/** Of these the ones that name advertising; alone they mean nothing else. */
export const AD_WORDS = seenOn({
  'eltiempo.com': 'publicidad ads ad box container slot',
  'dailymail.co.uk': 'advert adverts',
  'basicthinking.de': 'werbung',
  'gay.ch': 'anzeigen',
  'kirche-und-leben.de': 'anzeige',
  analogous: 'publicite',
})

/** What leads through a site; on a front, where teasers and latest news are the text, only these stand around it. */
export const MENU_WORDS = seenOn({
  'evref.ch': 'nav navbar navigation breadcrumb breadcrumbs footer cookie cookies',
  'bloghaus.hypotheses.org': 'colophon consent tagcloud',
  'bundesrat.de': 'pagination pager',
  'bostonherald.com': 'sitemap',
})

/**
 * Names of several words, as words joined by hyphens: what to read next (biobiochile.cl), previews of other posts (tichyseinblick.de),
 * the author's box of a plug-in (weinkenner.de, neunzehn72.de).
 */
export const FURNITURE_PHRASES =
  /^(?:wp-embed-(?:heading|title|subtitle)|saboxplugin-wrap)$|(?:^|-)(?:(?:lee|lea|ver|vea|mira|leia|veja)-tamb(?:ien|em)|te-puede-interesar|(?:a-)?lire-(?:aussi|egalement)|read-(?:also|next)|also-read|see-also|more-from|mehr-zum-thema|lesen-sie-auch|leggi-anche|czytaj-takze|lees-ook|las-ocksa|(?:you-)?(?:may|might)-(?:also-)?like|most-(?:read|popular|viewed)|top-(?:news|stories)|author-(?:box|bio))(?:-|$)/

/** With one of `author`'s names before them, the box about who wrote it: `author-box`, `about-author`. */
export const AUTHOR_NAMES = seenOn({
  'achgut.com': 'author autor autoren',
  'amnesty.de': 'authors',
  analogous: 'auteur autore',
})
export const AUTHOR_PARTS = seenOn({
  'freitag.de': 'box bio info description profile card details footer',
  'wikimediafoundation.org': 'about desc wrap',
})

/** Furniture only where the name begins with it: `widget-area`, but not `elementor-widget`. */
export const FURNITURE_BEGINNINGS = seenOn({
  'finanzmarktwelt.de': 'menu popular comment comments respond reply skip footer masthead',
  'bauemotion.de': 'most',
  'blogoff.de': 'trackback',
  'derpapierplanet.de': 'replies',
  'wolfgangmichal.de': 'trackbacks',
})

/** What readers write is furniture however long it is. */
export const READERS = seenOn({
  'amazedmag.de': 'comment comments commentlist respond',
  '24ora.com': 'disqus',
  'derpapierplanet.de': 'replies',
})

/** What a name says of the page around, not of the element: `no-sidebar`, `has-related`, `comments-closed`. */
export const MODIFIERS = seenOn({
  '24ora.com': 'has no not with disabled wrapper layout page body',
  'bostonherald.com': 'closed enabled',
  'bauemotion.de': 'without',
})

/** How names begin that tell of the content: WordPress's tags and categories of a post, Drupal's fields and types. */
export const CONTENT_BEGINNINGS = seenOn({
  'citylimits.org': 'tag category type status format field term post view',
  'amnesty.de': 'node paragraph entity',
})

/** Names that hide an element from the eye; `field--label-hidden` hides a label. */
export const HIDDEN_NAMES = seenOn({
  'arteradio.com': 'hidden hide element-invisible invisible',
  'tierschutz-berlin.de': 'sr-only screen-reader-text d-none',
  'theatlantic.com': 'is-hidden u-hidden',
  'adac.de': 'visuallyhidden',
  'amnesty.de': 'visually-hidden',
  'austria.info': 'show-for-sr',
  'missy-magazine.de': 'a11y-hidden',
  analogous: 'screen-reader u-visually-hidden',
})
