/**
 * What an embedded frame shows, by its address: the page where one sees it, and a picture of it whose address follows from the frame's.
 * Nothing is fetched for it.
 */
export interface EmbedHost {
  /** What readers call it. */
  readonly name: string
  /** Host and path of the frame's address, without `www.`; its groups fill `$1` … in what follows. */
  readonly address: RegExp
  /** Where one sees it; absent where the frame's own address is fine. */
  readonly page?: string
  readonly poster?: string
  /** The parameter that holds the address of what is shown. */
  readonly parameter?: string
}

const YOUTUBE = { name: 'YouTube', page: 'https://www.youtube.com/watch?v=$1', poster: 'https://i.ytimg.com/vi/$1/hqdefault.jpg' }

export const EMBED_HOSTS: readonly EmbedHost[] = [
  {
    name: 'YouTube',
    address: /^(?:m\.)?youtube(?:-nocookie)?\.com\/embed\/(?:videoseries|playlist)\?(?:.*&)?list=([\w-]+)/,
    page: 'https://www.youtube.com/playlist?list=$1',
  },
  { ...YOUTUBE, address: /^(?:m\.)?youtube(?:-nocookie)?\.com\/(?:embed|v|e|shorts|live)\/([\w-]{5,20})/ },
  { ...YOUTUBE, address: /^(?:m\.)?youtube(?:-nocookie)?\.com\/watch\?(?:.*&)?v=([\w-]{5,20})/ },
  { ...YOUTUBE, address: /^youtu\.be\/([\w-]{5,20})/ },
  { name: 'Vimeo', address: /^player\.vimeo\.com\/video\/\d+/ },
  {
    name: 'Dailymotion',
    address: /^dailymotion\.com\/embed\/video\/([a-z\d]+)/i,
    page: 'https://www.dailymotion.com/video/$1',
    poster: 'https://www.dailymotion.com/thumbnail/video/$1',
  },
  {
    name: 'Dailymotion',
    address: /^geo\.dailymotion\.com\/player(?:\/[\w-]+)?\.html\?(?:.*&)?video=([a-z\d]+)/i,
    page: 'https://www.dailymotion.com/video/$1',
    poster: 'https://www.dailymotion.com/thumbnail/video/$1',
  },
  { name: 'SoundCloud', address: /^w\.soundcloud\.com\/player/, parameter: 'url' },
  { name: 'Spotify', address: /^open\.spotify\.com\/embed(?:-podcast)?\/(\w+)\/(\w+)/, page: 'https://open.spotify.com/$1/$2' },
  { name: 'Apple Podcasts', address: /^embed\.podcasts\.apple\.com\/([^?]+)/, page: 'https://podcasts.apple.com/$1' },
  { name: 'Apple Music', address: /^embed\.music\.apple\.com\/([^?]+)/, page: 'https://music.apple.com/$1' },
  { name: 'X', address: /^platform\.(?:twitter|x)\.com\/embed\/.*[?&]id=(\d+)/i, page: 'https://x.com/i/status/$1' },
  { name: 'Instagram', address: /^instagram\.com\/(p|reel|tv)\/([\w-]+)/, page: 'https://www.instagram.com/$1/$2/' },
  { name: 'Facebook', address: /^facebook\.com\/(?:v[\d.]+\/)?plugins\/\w+\.php/, parameter: 'href' },
  { name: 'TikTok', address: /^tiktok\.com\/(?:embed|player)(?:\/v\d)?\/(\d+)/, page: 'https://www.tiktok.com/@/video/$1' },
  { name: 'Twitch', address: /^clips\.twitch\.tv\/embed\?(?:.*&)?clip=([\w-]+)/, page: 'https://clips.twitch.tv/$1' },
  { name: 'Twitch', address: /^player\.twitch\.tv\/\?(?:.*&)?video=v?(\d+)/, page: 'https://www.twitch.tv/videos/$1' },
  { name: 'Twitch', address: /^player\.twitch\.tv\/\?(?:.*&)?channel=(\w+)/, page: 'https://www.twitch.tv/$1' },
  { name: 'TED', address: /^embed(?:-ssl)?\.ted\.com\/(?:talks\/)?(?:lang\/[\w-]+\/)?([\w-]+)/, page: 'https://www.ted.com/talks/$1' },
  { name: 'Streamable', address: /^streamable\.com\/[eos]\/(\w+)/, page: 'https://streamable.com/$1' },
  { name: 'Loom', address: /^loom\.com\/embed\/([a-f\d]+)/, page: 'https://www.loom.com/share/$1' },
  {
    name: 'Internet Archive',
    address: /^archive\.org\/embed\/([\w.-]+)/,
    page: 'https://archive.org/details/$1',
    poster: 'https://archive.org/services/img/$1',
  },
  { name: 'Bilibili', address: /^player\.bilibili\.com\/player\.html\?(?:.*&)?bvid=(\w+)/, page: 'https://www.bilibili.com/video/$1' },
  { name: 'Niconico', address: /^embed\.nicovideo\.jp\/watch\/(\w+)/, page: 'https://www.nicovideo.jp/watch/$1' },
  { name: 'Rutube', address: /^rutube\.ru\/play\/embed\/([a-f\d]+)/, page: 'https://rutube.ru/video/$1/' },
  {
    name: 'Giphy',
    address: /^giphy\.com\/embed\/(\w+)/,
    page: 'https://giphy.com/gifs/$1',
    poster: 'https://media.giphy.com/media/$1/giphy.gif',
  },
  { name: 'CodePen', address: /^codepen\.io\/([\w-]+)\/embed\/(?:preview\/)?(\w+)/, page: 'https://codepen.io/$1/pen/$2' },
]

/** Elements of AMP that show what a frame would, the attribute that names it, and the frame's address. */
export const AMP_EMBEDS: Readonly<Record<string, { readonly attribute: string; readonly address: string }>> = {
  'amp-youtube': { attribute: 'data-videoid', address: 'https://www.youtube.com/embed/$1' },
  'amp-vimeo': { attribute: 'data-videoid', address: 'https://player.vimeo.com/video/$1' },
  'amp-dailymotion': { attribute: 'data-videoid', address: 'https://www.dailymotion.com/embed/video/$1' },
  'amp-twitter': { attribute: 'data-tweetid', address: 'https://x.com/i/status/$1' },
  'amp-instagram': { attribute: 'data-shortcode', address: 'https://www.instagram.com/p/$1/' },
  'amp-soundcloud': { attribute: 'data-trackid', address: 'https://api.soundcloud.com/tracks/$1' },
  'amp-facebook': { attribute: 'data-href', address: '$1' },
  'amp-tiktok': { attribute: 'data-src', address: '$1' },
  'lite-youtube': { attribute: 'videoid', address: 'https://www.youtube.com/embed/$1' },
  'lite-vimeo': { attribute: 'videoid', address: 'https://player.vimeo.com/video/$1' },
  'amp-iframe': { attribute: 'src', address: '$1' },
}

/** Frames that show nothing to a reader: they count and sell. */
export const SILENT_HOSTS =
  /(?:^|\.)(?:googletagmanager\.com|doubleclick\.net|googlesyndication\.com|google-analytics\.com|scorecardresearch\.com|amazon-adsystem\.com|adnxs\.com|recaptcha\.net)$/
