/**
 * What stands in place of a page, by what it says in its title, its headings or its few sentences: seen on consent managers, bot
 * checks, web servers, parking services and paywalls. A story about one of these is long, dated or marked.
 */

export type WallKind = 'error' | 'consent' | 'check' | 'browser' | 'parked' | 'index' | 'subscribers'

/** For a person: what is told on the row of the source. */
export const WALLS: Readonly<Record<WallKind, string>> = {
  error: 'Its server answers with an error or a login in place of the page.',
  consent: 'The page asks for consent before it shows its text.',
  check: 'The page wants to verify that a person asks for it.',
  browser: 'The page shows its text only to other browsers, or by a script.',
  parked: 'Nothing is published at this address: the domain is for sale or parked, or the site is not set up.',
  index: 'This is the index of a folder, not a page of articles.',
  subscribers: 'The page shows its text to subscribers only.',
}

/** In a title or heading. */
export const IN_TITLE: readonly (readonly [WallKind, RegExp])[] = [
  [
    'error',
    /(?:^|\W)(?:40[0134]|410|429|50[0234])(?:\W|$)|not found|(?:^|\W)error(?:\W|$)|access denied|forbidden|unauthori[sz]ed|maintenance|unavailable|bad gateway|time-?out|log ?in(?:$|\W)|sign in|fehler|nicht gefunden|wartung|anmelden|^(?:einloggen|se connecter|iniciar sesión|entrar|accedi|inloggen|logga in|zaloguj się)\W*(?:$|[|–—-])|introuvable|erreur|connexion|no encontrad|não encontrad|non trovat|niet gevonden|見つかりません|エラー|メンテナンス|ログイン|不存在|找不到|찾을 수 없/i,
  ],
  [
    'consent',
    /before you continue|we value your privacy|your privacy (?:choices|settings|matters)|(?:cookie|privacy) (?:consent|settings|preferences|notice|wall)|consent (?:required|manager)|bevor sie (?:fortfahren|weiter)|zustimmung|datenschutz-?einstellungen|cookie-?einstellungen|avant de continuer|gestion des cookies|antes de continuar|prima di continuare|je privacy|zgoda na|cookie-?samtykke|クッキー/i,
  ],
  [
    'check',
    /just a moment|attention required|captcha|are you (?:a )?(?:human|robot|bot)|(?:verify|confirm|prove) (?:that )?you(?:['’]re| are) (?:a )?(?:human|not a (?:ro)?bot)|security (?:check|verification)|checking your browser|one more step|human verification|unusual traffic|pardon our interruption|ddos protection|bot (?:detection|protection)|please wait|sind sie ein (?:mensch|roboter)|sicherheits(?:prüfung|überprüfung)|vérification de sécurité|êtes-vous un (?:humain|robot)|comprobación de seguridad|verifica(?:ción|ção|) (?:de )?(?:humano|segurança|seguridad)|^(?:nur )?einen moment(?: bitte)?\W*$|^un (?:momento|instant|attimo)\W*$|お待ちください|^请稍候|(?:安全|访问)验证/i,
  ],
  [
    'browser',
    /(?:unsupported|outdated|old) browser|browser (?:is )?(?:not supported|unsupported|out of date|outdated)|(?:update|upgrade) your browser|enable (?:javascript|cookies)|javascript (?:is )?(?:required|disabled|needed)|browser (?:wird )?nicht (?:mehr )?unterstützt|veralteter browser|navigateur (?:non supporté|obsolète)|navegador no (?:compatible|soportado)/i,
  ],
  [
    'parked',
    /(?:is|are|steht|est|está|è) (?:for sale|zum verkauf|à vendre|en venta|in vendita)|domain (?:name )?(?:for sale|parked|parking|expired|registered|kaufen|available)|parked (?:domain|page)|buy this domain|(?:account|site|website|service) (?:has been )?(?:suspended|disabled|deactivated)|under construction|coming soon|welcome to (?:nginx|apache|openresty|caddy|iis)|apache2? .{0,20}default page|test page for|^it works!?$|default (?:web )?(?:site|page)|website (?:is )?(?:not published|unavailable|expired)|im aufbau|en construction|en construcción|in costruzione|準備中|工事中/i,
  ],
  ['index', /^(?:index of|directory listing (?:for|of)|index von) ?\//i],
  [
    'subscribers',
    /^(?:subscribers? only|members? only|for subscribers|subscribe to (?:read|continue)|abonnés|nur für abonnenten|premium)$/i,
  ],
]

/** In the few sentences of a page. */
export const IN_TEXT: readonly (readonly [WallKind, RegExp])[] = [
  [
    'error',
    /^(?:we['’]ll be (?:right )?back|(?:the document has )?moved (?:permanently|here)|redirecting|(?:oops\W+|sorry\W+)?(?:this|that|the) (?:page|story|article) (?:no longer exists|can(?:no|['’])t be found|does(?: not|n['’]t) exist)|(?:fatal|parse) error: |there has been a critical error|error establishing a database|diese seite (?:existiert|gibt es) nicht|cette page n['’]existe (?:pas|plus)|esta página (?:ya )?no existe|questa pagina non esiste)/i,
  ],
  [
    'consent',
    /^(?:la tua privacy|votre vie privée|tu privacidad|jouw privacy|sua privacidade|(?:deine|ihre) privatsphäre)|(?:noi|nosotros|nós|wij|nous-mêmes|partenaires) .{0,80}cookies?.{0,200}(?:accett|acepta|aceita|akkoord|toestemming|accepte|consent)/i,
  ],
  [
    'error',
    /(?:could(?: not|n['’]t)|can(?:not|['’]t)) find the page|page (?:that )?you (?:were|are) looking for|die (?:gesuchte|angeforderte|aufgerufene) seite|la page (?:que vous (?:cherchez|recherchez)|demandée)|la página que (?:buscas?|está buscando|procura)|la pagina che (?:cerchi|stai cercando)|(?:log ?in|sign in) to your account|melden sie sich (?:bitte )?an|(?:inicia sesión|accede) (?:en|a) tu cuenta|(?:entre|acesse|inicie sessão) (?:na|em|a) sua conta|(?:connectez|identifiez)-vous (?:pour|à)|accedi al tuo account/i,
  ],
  [
    'error',
    /not (?:currently )?available in your (?:region|country|location|area)|european economic area.{0,200}(?:access cannot|not available)|in (?:ihrem|deinem) land (?:leider )?nicht verfügbar|no (?:está )?disponible en (?:tu|su) (?:país|región)|pas disponible dans votre (?:pays|région)|non è disponibile nel tuo paese|(?:you(?:['’]re| are)|i am) (?:of|over|above) (?:the )?legal |(?:bist du|sind sie) mindestens 1[68]|(?:avez-vous|j['’]ai) (?:plus de |au moins )?18 ans|(?:eres|soy|es usted) mayor de edad|s(?:ei|ono) maggiorenne/i,
  ],
  [
    'consent',
    /\b(?:partners?|partnern|partnerzy|partnerů|socios|parceiros|partenaires|fornitori|leveranciers|proveedores|kumppani\w*)(?!\p{L}).{0,200}(?:cookies?(?!\p{L})|personuppgifter|persoonsgegevens|dan(?:e|ych) osobow|datos personales|dados pessoais|dati personali|données personnelles|personenbezogene)/iu,
  ],
  [
    'consent',
    /\b(?:we|our) (?:and )?(?:our )?(?:\d+ )?(?:partners|vendors)\b.{0,120}\b(?:cookies|consent|personal data)|use cookies\b.{0,200}\b(?:accept|agree|consent)|(?:accept|agree to) (?:all )?cookies (?:to|and) continue|mit (?:werbung|tracking) (?:und cookies )?(?:weiter|nutzen)|(?:zustimmen|einwilligung).{0,80}cookies|cookies.{0,120}(?:zustimmen|einwilligung|accepter|aceptar|accetta)/i,
  ],
  [
    'check',
    /kein roboter|^sind sie ein mensch|sie ein mensch sind|人間であること|(?:完成|进行)\S{0,4}验证|拖动滑块|enable js and|incapsula incident|^sicherheits(?:ab)?frage$|vous êtes (?:un )?humain|n['’]êtes pas un robot|(?:eres|es) humano|no eres un robot|non sei un robot|não é um robô|geen robot|не робот|nie jesteś robotem|robot değilim|機器人|机器人|ロボットではありません|^(?:are you|you must be) (?:over|at least) \d\d\b/i,
  ],
  [
    'check',
    /(?:verify|confirm|prove|make sure|ensure|check(?:ing)?) (?:that )?(?:if )?(?:you(?:['’]re| are)|the site connection is|your browser) (?:a )?(?:human|not a (?:ro)?bot|secure|before)|enable (?:javascript|cookies) and (?:cookies|javascript|reload|refresh)|review the security of your connection|performance (?:&|and) security by|(?:unusual|suspicious|automated) (?:traffic|activity|requests|access)|complete the (?:security check|captcha)|ray id/i,
  ],
  [
    'browser',
    /(?:disable|turn off|switch off|pause) your ad ?blocker|using an ad ?blocker|werbeblocker (?:aktiv|erkannt|deaktivieren|ausschalten)|désactive[rz] votre bloqueur|desactiva (?:tu|el) bloqueador/i,
  ],
  [
    'browser',
    /(?:your|this|ihr|dieser) (?:web ?)?browser (?:is )?(?:not supported|no longer supported|out of date|unsupported|outdated|wird nicht)|(?:need|have|must|please) (?:to )?(?:enable|turn on|activate) javascript|javascript (?:is|must be) (?:disabled|enabled|required|turned)|(?:doesn['’]t|does not) work (?:properly )?without javascript|requires javascript|upgrade to a (?:modern|newer|supported) browser|bitte (?:aktivieren|aktualisieren) sie (?:javascript|ihren browser)|(?:veuillez )?activer javascript|habilit[ea] javascript/i,
  ],
  [
    'parked',
    /^future home of |\bkönnte zum verkauf|(?:best source (?:for|of)|beste quelle für) (?:all|alle) (?:of )?(?:the )?info|domain isn['’]t connected to a website|^website expired/i,
  ],
  [
    'parked',
    /(?:this |the )?domain (?:name )?(?:\S+ )?(?:is|may be|could be) (?:for sale|available|parked)|(?:buy|purchase|own|acquire) this domain|domain (?:has )?(?:expired|been registered)|(?:is|steht|est|está|è) (?:for sale|zum verkauf|à vendre|en venta|in vendita)\b|parked (?:free|for free|by)|related searches|sponsored listings|contact your (?:hosting|service) provider|this is the default (?:web ?)?(?:page|site)|successfully installed and working|site (?:is )?(?:coming soon|under construction)|diese (?:domain|webseite|seite) (?:steht|ist) (?:zum|noch|im)/i,
  ],
  [
    'subscribers',
    /(?:this|the full) (?:article|content|story|post|page) is (?:only )?(?:for|available (?:only )?(?:to|for)|reserved for|exclusive to|exclusively for) (?:our )?(?:paid |paying |registered |premium )?(?:subscribers|members)|(?:subscribe|sign in|log in|register|become a (?:member|subscriber)) (?:now |today )?(?:to|and) (?:continue|keep|read|unlock|access|get|view)|to (?:continue|keep) reading,? (?:please )?(?:subscribe|sign|log|register|become)|limit of free (?:articles|stories)|(?:no|\d) free (?:articles|stories) (?:left|remaining)|already a (?:subscriber|member)\?|(?:artikel|inhalt|text) (?:ist )?(?:nur |exklusiv )?(?:für|ihrer) (?:\w+ )?(?:abonnenten|mitglieder)|weiterlesen mit|(?:article|contenu) (?:est )?réservé (?:à|aux) (?:nos )?abonnés|(?:contenido|artículo|nota) (?:es )?(?:exclusiv[oa]|solo) para (?:suscriptores|socios)|riservat[oi] agli abbonati|abbonati per continuare|suscríbete para (?:seguir|continuar)|abonnez-vous pour (?:lire|continuer)|exclusivo para assinantes|この記事は(?:会員|有料)|会員限定|有料会員/i,
  ],
]
