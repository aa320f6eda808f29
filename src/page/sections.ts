/**
 * What sites call the addresses of their fronts and sections, in the last part of a path. Seen on the fronts and section pages
 * of publishing systems and on front pages in a dozen languages.
 */
export const SECTION_NAMES: ReadonlySet<string> = new Set(
  (
    'blog blogs news newsroom events event archive archives category categories tag tags topic topics section sections articles posts stories latest ' +
    'press press-releases pressreleases media updates content home index search author authors all recent columns opinion ' +
    'aktuelles aktuell nachrichten meldungen presse pressemitteilungen neuigkeiten artikel beitraege magazin termine veranstaltungen ' +
    'actualites actualite actus presse-communiques communiques articles-de-presse evenements noticias actualidad prensa novedades blogue ' +
    'noticia notizie novita comunicati eventi comunicati-stampa noticias-recentes nieuws actueel berichten nyheter nyheder aktuellt ' +
    'aktualnosci wiadomosci novosti novinky zpravy aktuality hirek haberler duyurular uutiset'
  ).split(' '),
)

/** Parts of a path under which sections stand: `/category/sport`, `/tag/harbour`. */
export const SECTION_PARENTS: ReadonlySet<string> = new Set(
  'category categories tag tags topic topics author authors section sections rubrik thema schlagwort etiqueta categoria categorie rubrique'.split(
    ' ',
  ),
)
