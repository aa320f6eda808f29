/** Words by which a name is known to be nobody's, or an organisation's; the hosts are those of pages that they were seen on. */

const words = (text: string): readonly string[] => text.split(' ')

/** Accounts of publishing systems, which sign what nobody signed, and what systems write where nobody is known. */
export const SYSTEM_NAMES: ReadonlySet<string> = new Set([
  ...words('admin administrator superuser webmaster root editor wpadmin user anonymous null undefined none n/a unknown unbekannt'),
  ...words('author autor staff guest'),
  'super user',
  'no author',
])

/** Words that only organisations have in their names. */
export const ORGANISATION = new RegExp(
  `\\b(?:${[
    // agencies, desks and teams: japantimes.co.jp, economictimes.indiatimes.com, mannschaft.com, polizeiticker.ch
    'news media redaktion newsroom newsdesk desk staff team agency agencies agencia agence agentur editorial editors office',
    // papers and broadcasters: presse-augsburg.de, volksblatt.at, uncutnews.ch, heartlandnewsfeed.com, laweekly.com
    'press presse \\w*magazine? times post \\w*zeitung online tv radio network wire herald gazette tribune journal report weekly blog info',
    'portal nachrichten anzeiger kurier tagblatt volksblatt rundschau wochenblatt revue courrier diario noticias notícias jornal giornale',
    'gazzetta corriere courant nieuws nyheter',
    // companies and bodies: wikimediafoundation.org, offshore-stiftung.de, hss.de, zvei.org, wind-energie.de
    '\\w*verlag gmbh inc ltd \\w*verband foundation \\w*stiftung association verein university ministry institut\\w*',
  ]
    .flatMap(words)
    .join('|')}|e\\.?\\s?v\\.?|s\\.?a)\\b`,
  'i',
)

/** Articles that names of sites begin with, and those of people do not: furche.at. */
export const SITE_ARTICLE = /^(?:the|der|die|das|les|los|las|gli)\s/i

/** Words of what somebody is, not who. */
export const ROLE =
  /\b(?:writer|reporter|correspondent|editor|contributor|columnist|producer|journalist\w*|redakteur\w*|korrespondent\w*|autor\w*|analyst|chief|bureau|anchor|presenter|photographer|fotogra\w+|critic|fellow|professor|intern|corresponsal|redactora?|periodista|giornalista|guest)\b/i

/** What a link to a page of somebody's says in place of a name. */
export const LINK_LABELS: ReadonlySet<string> = new Set(
  words(
    'profile profil autor autorin author about mehr more contact kontakt team redaktion alle all website home follow folgen perfil auteur',
  ),
)
