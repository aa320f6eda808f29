/**
 * Lines that pages put into and behind the text of an article: what to read next, what to subscribe to, who may comment. Whole lines
 * only, as they stood on pages of the languages named; a sentence of the article that merely mentions a newsletter stays.
 */

/** What to read next, as a label before a link: `Lea también: …`. Seen on modepilot.de, uusisuomi.fi, telebasel.ch, pcmag.com. */
const READ_NEXT =
  /^(?:[▶►→»>•*–-]\s*)?(?:read (?:more|also|next)|see also|also read|more on this|related(?: (?:articles?|stories|story|news|topics?))?|don[’']t miss|recommended|lesen sie (?:auch|mehr)|lies auch|auch (?:interessant|lesen|lesenswert)|mehr (?:dazu|zum thema|lesen)|mehr zu |weiterlesen|zum weiterlesen|lea (?:también|además|más)|lee (?:también|además|más)|(?:le|te) (?:puede|podría) interesar|vea (?:también|además)|ver también|mir[ae] también|además lea|leia (?:também|mais)|veja (?:também|mais)|à lire(?: aussi)?|lire (?:aussi|également|la suite)|voir aussi|sur le même sujet|leggi anche|potrebbe interessarti|czytaj (?:także|też|również|więcej)|zobacz (?:także|też|również)|czytasz właśnie|przeczytaj (?:także|też|również)|läs (?:också|mer|även)|læs også|les også|lees (?:ook|meer)|lue myös|читайте (?:также|ещё)|ilgili haber|関連記事|あわせて読みたい|延伸閱讀|相关阅读)(?:\s*[:：»>|›–…-]|\s*\.{2,3}|\s*$|\s*\()/i

/** What a reader should take out, join or pay for; the line asks for it from its start. Seen on together.ch, parallels.com, japantimes.co.jp. */
const ASKS =
  /^(?:subscribe|sign up|join (?:us|our|the)|become (?:a|an) |support (?:us|our|independent|quality)|get (?:our|the|unlimited)|follow us|like us|click here|download|if you (?:like|enjoyed|want to support)|you can (?:also )?(?:keep up with|follow|find|reach|support)|we want to hear what you think|contact us|your content is|(?:jetzt )?abonnier\w*|jetzt .{0,30}(?:anmelden|abonnieren|registrieren|bestellen|mitglied)|gefällt (?:dir|ihnen)|folge? (?:uns|mir)|unterstütz\w* (?:uns|sie)|(?:du möchtest|sie möchten) |verraten sie|schreib\w* (?:uns|es)|sie sind (?:aktuell )?nicht (?:eingeloggt|angemeldet)|ihr warenkorb|um .{0,60} (?:kommentieren|zu kommentieren|kommentare zu schreiben)|mit diesem button|hazte (?:miembro|socio)|suscr[ií]b\w*|súmate|síguenos|únete|tú también puedes|inscri\w+-vous|abonne[zr]?-(?:vous|toi)|abonnez|suivez|soutenez|iscriviti|seguici|abbonati|sostieni|assine|inscreva-se|siga|apoie|zapraszamy|zapisz się|wesprzyj|dołącz|prenumerera|följ oss|stöd|подпи[сш]\w*|abone ol)/i
/** What it asks for. */
const ASKED =
  /newsletter|subscri|abonn|abo\b|suscr|iscri|boletín|boletim|mailing|e-?mail|inbox|twitter|facebook|instagram|telegram|whatsapp|youtube|linkedin|google news|podcast|app\b|mitglied|miembro|socio|member|donat|spend|patreon|steady|paypal|kommentar|comment|coment|eingeloggt|angemeldet|warenkorb|button|magazin|journalis|periodismo|dziennik|subskrypc|рассылк|marketing@|article\.|artikel|beitrag|through/i

/** What says that advertising stands there, or that something is still to come: latimes.com, tierwelt.ch. */
const PLACE_HOLDER =
  /^[-–—\s]*(?:advertisement|advertising|sponsored content|(?:story|article) continues (?:below|after)(?: (?:the )?(?:ad|advertisement))?|scroll to continue|anzeige|werbung|publicité|publicidad|publicidade|pubblicità|advertentie|reklama|reklame|annons|annonse|реклама|广告|広告|loading|wird geladen|chargement|cargando)[-–—.…\s]*$/i

export const isPlaceHolder = (line: string): boolean => line.length <= MAX_LABEL && PLACE_HOLDER.test(line)

/** Rights and disclaimers that stand behind a text. Seen on freitag.de, blog.mondediplo.net, creativecommons.ch. */
const LEGAL =
  /(?:copyrighted property|written permission|without (?:the )?(?:prior |express )?(?:written )?permission|is not responsible for the (?:opinions|content)|(?:opinions|views) expressed (?:here|in this|are)|must not be (?:republished|reproduced)|may not be (?:published|reproduced|republished|broadcast)|nicht notwendigerweise die (?:meinung )?der redaktion|engagent que leurs auteurs|no se hace responsable|prohibida (?:su|la) reproducción|riproduzione riservata|reprodução proibida|sofern nicht anders (?:angegeben|ausgewiesen)|wszelkie prawa)/i

/** By what a page earns if a reader buys: mixed.de, thebalance.com. */
const DISCLOSURE =
  /affiliate[- ]?links?.{0,200}(?:provision|kommission|commission|vergütung)|(?:we|our site) (?:may |might |will |can )?(?:earn|receive|get) (?:a (?:small )?)?(?:affiliate )?commissions?|we recommend .{0,40}products through an independent review|wenn (?:ihr|sie|du) über .{0,60}link.{0,120}provision/i

/** Invitations to comment, and their absence. Seen on tagesspiegel.de, seelenradio.de, mein-haustier.de. */
const COMMENTS =
  /^(?:(?:no|keine|aucun|sin|nessun|0) (?:comments?|kommentare?|commentaires?|comentarios|commenti?)|say your words|leave a (?:comment|reply)|post a comment|kommentar (?:schreiben|verfassen|hinterlassen)|deja (?:un|tu) comentario|laisser un commentaire|lascia un commento)[.!…]?$/i

/** Whose picture it is, as a line of its own. Seen on ledevoir.com, knowtechie.com, parcoabruzzo.it. */
const CREDIT =
  /^(?:foto|fotos|photo|photos|photo credit|photo by|picture|bild|bilder|beitragsbild|titelbild|symbolbild|image|images|image credit|crédits?(?: photos?)?|fotografía|imagen|imagem|zdjęcie|fot\.|grafik|illustration|getty images|shutterstock)\s*(?:[:：©|/(]|by\b|via\b|von\b|$)/i

/** Longer lines are prose. */
const MAX_LINE = 320
const MAX_CREDIT = 140
const MAX_LABEL = 200

/** Whether a line is no part of the article it stands in. */
export const isBoilerplate = (line: string): boolean =>
  line.length <= MAX_LINE &&
  ((line.length <= MAX_LABEL && READ_NEXT.test(line)) ||
    (ASKS.test(line) && ASKED.test(line)) ||
    LEGAL.test(line) ||
    DISCLOSURE.test(line) ||
    isPlaceHolder(line) ||
    COMMENTS.test(line) ||
    (line.length <= MAX_CREDIT && CREDIT.test(line)))
