/** The words by which furniture of pages and feeds is known, in the languages that news come in. Compared in lower case, without punctuation at the ends. */

/** Links over the head of a page, as whole lines. */
export const SKIP_LINKS: ReadonlySet<string> = new Set([
  'skip to main content',
  'skip to content',
  'skip to the main content',
  'skip to the content',
  'skip to article',
  'skip to main',
  'skip navigation',
  'skip to navigation',
  'skip to footer',
  'jump to content',
  'jump to main content',
  'jump to navigation',
  'zum inhalt springen',
  'zum hauptinhalt springen',
  'direkt zum inhalt',
  'springe zum inhalt',
  'aller au contenu',
  'aller au contenu principal',
  'passer au contenu',
  'saltar al contenido',
  'saltar al contenido principal',
  'ir al contenido',
  'ir al contenido principal',
  'pasar al contenido principal',
  'vai al contenuto',
  'vai al contenuto principale',
  'salta al contenuto principale',
  'pular para o conteúdo',
  'pular para o conteúdo principal',
  'ir para o conteúdo',
  'saltar para o conteúdo',
  'ga naar inhoud',
  'ga naar de inhoud',
  'naar de inhoud springen',
  'hoppa till innehåll',
  'hoppa till huvudinnehåll',
  'gå til indhold',
  'gå til hovedinnhold',
  'siirry sisältöön',
  'przejdź do treści',
  'przejdź do głównej treści',
  'přejít k hlavnímu obsahu',
  'ugrás a tartalomra',
  'перейти к содержанию',
  'перейти к содержимому',
  'перейти к основному содержанию',
  'перейти до вмісту',
  'içeriğe geç',
  'ana içeriğe geç',
  'メインコンテンツへスキップ',
  'メインコンテンツに移動',
  'コンテンツへスキップ',
  'コンテンツへ移動',
  '本文へスキップ',
  '本文へ移動',
  '跳到主要内容',
  '跳转到主要内容',
  '跳至内容',
  '跳至主要內容',
  '移至主內容',
  '본문 바로가기',
  '주요 콘텐츠로 건너뛰기',
  '콘텐츠로 건너뛰기',
])

/** What one shares with. */
export const NETWORKS: ReadonlySet<string> = new Set(
  'facebook twitter x linkedin whatsapp telegram pinterest reddit email e-mail mail print tumblr flipboard pocket messenger line viber vk weibo wechat bluesky mastodon threads xing hatena copy link sms skype 微博 微信 인쇄 카카오톡'.split(
    ' ',
  ),
)
/** To share. */
export const SHARE_VERBS: ReadonlySet<string> = new Set(
  'share tweet teilen partager compartir condividi compartilhar partilhar delen dela del jaa udostępnij sdílet поделиться поширити paylaş シェア シェアする 共有 分享 공유 공유하기'.split(
    ' ',
  ),
)
/** What stands between these. */
export const SHARE_FILLERS: ReadonlySet<string> = new Set(
  'this article story post page on via with to by the a an and or in it auf per über diesen artikel beitrag mit sur cet par avec en el la por con este esta artículo su con questo no na em este esse op deze в на с te で に を 에 到'.split(
    ' ',
  ),
)

/** A sentence that asks for something, by how it begins. */
export interface Asking {
  /** The words that all such lines begin with, or what they have in common; nearly all lines begin with none, and are looked at no further. */
  readonly begins: string
  readonly asks: RegExp
}

/** How a line begins that asks for a subscription, as a whole: with what is asked, and that it is ours. */
export const ASKING: readonly Asking[] = [
  {
    begins: 'please subscribe sign register opt',
    asks: /^(?:please )?(?:subscribe|sign up|signup|register|opt in) (?:now |today |here |free )?(?:to|for) (?:(?:our|the|this|my|a|one of our) )(?:[\w'’&-]+ ){0,5}(?:newsletters?|alerts?|mailing list|email list|digest|channel|podcast|updates|emails?|briefing|bulletin)\b/,
  },
  {
    begins: 'please subscribe',
    asks: /^(?:please )?subscribe (?:now|today)(?: to (?:stay|get|read|receive|keep|access|unlock|continue|our)\b|[.!]*$)/,
  },
  {
    begins: 'sign register',
    asks: /^(?:sign up|register) (?:now|today) (?:to|for) (?:stay|get|receive|our|the newsletter)\b/,
  },
  {
    begins: 'please like follow find join',
    asks: /^(?:please )?(?:like|follow|find|join) us on (?:our )?(?:facebook|twitter|x|instagram|linkedin|telegram|youtube|whatsapp|tiktok|bluesky|mastodon|threads|google news|social media)\b/,
  },
  {
    begins: 'and please follow',
    asks: /^(?:and |please )?follow (?:@\w+|our [\w ]{0,30}(?:page|account|channel|feed)s?)\b/,
  },
  {
    begins: 'download get install try',
    asks: /^(?:download|get|install|try) (?:our|the) (?:[\w'’-]+ ){0,4}app(?:s|lication)?(?: (?:now|today|for free|here|on|from|for)\b|[.!]*$)/,
  },
  {
    begins: 'join',
    asks: /^join our (?:[\w'’-]+ ){0,4}(?:community|newsletter|channel|group|mailing list|whatsapp|telegram|discord|slack|facebook)\b/,
  },
  {
    begins: 'never don',
    asks: /^(?:never miss|don['’]t miss) (?:a|an|another) (?:story|article|update|post|beat|thing)[ :—–,-]+(?:subscribe|sign up|follow|get)\b/,
  },
  {
    begins: 'get',
    asks: /^get (?:our|the) (?:[\w'’-]+ ){0,5}(?:newsletter|headlines|stories|news|updates)(?: [\w'’-]+){0,5} (?:in|to) your inbox\b/,
  },
  {
    begins: 'jetzt abonnier',
    asks: /^(?:jetzt )?(?:abonnieren sie|abonniere|abonniert) (?:jetzt |hier )?(?:unseren?|unser|den) (?:[\wäöüß-]+ ){0,3}(?:newsletter|kanal|podcast|feed)/,
  },
  {
    begins: 'melde',
    asks: /^(?:melden sie sich|melde dich) (?:jetzt |hier )?(?:für|zu) (?:unseren?|unserem|den) (?:[\wäöüß-]+ ){0,3}newsletter/,
  },
  {
    begins: 'folge folgt',
    asks: /^(?:folgen sie|folge|folgt) uns (?:auf|bei|in)\b/,
  },
  {
    begins: 'inscri abonne',
    asks: /^(?:inscrivez-vous|abonnez-vous|inscris-toi|abonne-toi) (?:dès maintenant |gratuitement |ici )?à (?:notre|nos|la) (?:[\wàâçéèêëîïôûù-]+ ){0,3}(?:newsletters?|lettre|chaîne|lettres|infolettre)/,
  },
  {
    begins: 'suivez-nous',
    asks: /^suivez-nous sur\b/,
  },
  {
    begins: 'télécharge',
    asks: /^(?:téléchargez|télécharge) (?:notre|l['’])\s?(?:application|appli|app)\b/,
  },
  {
    begins: 'suscríbe suscribete apúntate inscríbete',
    asks: /^(?:suscríbe(?:te|ase)|suscribete|apúntate|inscríbete) (?:aquí |ahora |gratis )?a (?:nuestro|nuestra|nuestros|la|el) (?:[\wáéíóúñ-]+ ){0,3}(?:boletín|boletines|newsletter|canal|lista)/,
  },
  {
    begins: 'síguenos síganos',
    asks: /^(?:síguenos|síganos) en\b/,
  },
  {
    begins: 'descarg',
    asks: /^(?:descarga|descargue) (?:nuestra|la) app\b/,
  },
  {
    begins: 'iscriv abbonati',
    asks: /^(?:iscriviti|iscrivetevi|abbonati) (?:ora |subito |gratis )?(?:alla|al|alle|ai) (?:nostra|nostro|nostre|nostri)? ?(?:[\wàèéìòù-]+ ){0,3}(?:newsletter|canale)/,
  },
  {
    begins: 'segui',
    asks: /^(?:seguici|seguiteci) su\b/,
  },
  {
    begins: 'assine inscreva-se cadastre-se subscreva',
    asks: /^(?:assine|inscreva-se|cadastre-se|subscreva) (?:agora |já |aqui )?(?:n?a|em|para receber a|o|no)? ?(?:nossa|nosso|nossas)? ?(?:[\wáâãàéêíóôõúç-]+ ){0,2}(?:newsletter|boletim|canal)/,
  },
  {
    begins: 'siga nos',
    asks: /^(?:siga-nos|siga a gente|nos siga) (?:no|na|em|nas)\b/,
  },
  {
    begins: 'schrijf abonneer meld',
    asks: /^(?:schrijf je|schrijf u|abonneer je|meld je) (?:nu |hier )?(?:in |aan )?(?:voor|op) (?:onze|ons|de) (?:[\w-]+ ){0,3}(?:nieuwsbrief|kanaal)/,
  },
  {
    begins: 'volg',
    asks: /^volg ons op\b/,
  },
  {
    begins: 'zapisz zasubskrybuj',
    asks: /^(?:zapisz się|zasubskrybuj) (?:do|na) (?:nasz(?:ego|ą)? )?(?:[\wąćęłńóśźż-]+ ){0,2}newsletter/,
  },
  {
    begins: 'подпи',
    asks: /^(?:подпишитесь|подписывайтесь|подпишись) (?:на|в) (?:наш[а-яё]*|рассылк[а-яё]*|телеграм|telegram|канал)/,
  },
  {
    begins: 'підпи',
    asks: /^(?:підпишіться|підписуйтесь|підписуйтеся) на (?:наш[а-яіїє]*|розсилку|телеграм|telegram|канал)/,
  },
  {
    begins: 'bültenimize e-bültenimize kanalımıza',
    asks: /^(?:bültenimize|e-bültenimize|kanalımıza) (?:abone|kayıt) ol/,
  },
  {
    begins: '無料 の メールマガジン メルマガ ニュースレター',
    asks: /^(?:無料)?(?:の)?(?:メールマガジン|メルマガ|ニュースレター)(?:を|に|の)?(?:ご?購読|ご?登録)(?:は|する|はこちら|ください|しませんか|。|！|!|$)/,
  },
  {
    begins: '公式 line twitter x フェイスブック facebook インスタグラム instagram youtube',
    asks: /^(?:公式)?(?:line|twitter|x|フェイスブック|facebook|インスタグラム|instagram|youtube)(?:を|で)?(?:フォロー|友だち追加|チャンネル登録)/,
  },
  {
    begins: '欢迎 订阅 关注 訂閱 追蹤 關注',
    asks: /^(?:欢迎)?(?:订阅|关注|訂閱|追蹤|關注)(?:我们|我們|本站|本报|本報|本台)的?/,
  },
  {
    begins: '뉴스레터 소식지',
    asks: /^(?:뉴스레터|소식지)(?:를|을)? ?(?:구독|신청)/,
  },
]

/** How a line begins that only sells, said of what the reader should do. Goes where it stands among other furniture, never alone. */
export const SELLING =
  /^(?:discover|enhance|explore|get|try|download|join|subscribe|sign up|register|follow|stay|upgrade|unlock|start|buy|shop|support us|become|click|enjoy|entdecken sie|jetzt|découvrez|descubre|scopri|descubra)\b/
export const READER =
  /\b(?:you|your|our|us|now|today|free|app|newsletter|membership|subscription|sie|ihre|votre|vous|notre|tu|su|nuestra|nuestro|vostro|nostra|seu|sua|nossa)\b/

/** Reserving rights, in the languages of news; as a whole sentence of a footer. */
export const RIGHTS =
  /(?:all rights? reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|tutti i diritti riservati|todos os direitos reservados|alle rechten voorbehouden|wszelkie prawa zastrzeżone|все права защищены|усі права захищені|tüm hakları saklıdır|無断転載を?禁|禁無断転載|版权所有|版權所有|保留所有权利|무단 ?전재)/
