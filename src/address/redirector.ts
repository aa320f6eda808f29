import { absolute } from './absolute.ts'

/** Redirectors lead to redirectors (a mail gateway to a search engine); more than this is a loop. */
const MAX_HOPS = 3

/** Hosts that do nothing but lead elsewhere: any parameter with a URL is the target. */
const REDIRECTING_HOST =
  /^(?:l|lm)\.(?:facebook|instagram|messenger)\.com$|^out\.reddit\.com$|^t\.umblr\.com$|^slack-redir\.net$|^href\.li$|(?:^|\.)safelinks\.protection\.outlook\.com$|^(?:go|click|clicks|redirect|redir|out|r|rd|link|links|track)\./

/** Last steps of a path that say so. */
const REDIRECTING_PATH =
  /\/(?:url|l\.php|l|r|rd|redir|redirect|redirector|redirect\.php|redirect\.aspx|out|out\.php|outlink|away|away\.php|goto|go|go\.php|leave|exit|link|link\.php|linkfilter|click|click\.php|clk|track|apiclick\.aspx|ref|jump|jump\.php|external|to)\/?$/i

/** Where the target stands, in the order of trust. */
const TARGETS = [
  'url',
  'u',
  'q',
  'to',
  'target',
  'dest',
  'destination',
  'redirect',
  'redirect_url',
  'goto',
  'link',
  'out',
  'href',
  'z',
  'uddg',
  'murl',
  'ued',
]

/** google.com/amp/s/HOST/PATH and HOST.cdn.ampproject.org/c/s/HOST/PATH */
const AMP_CACHE = /^\/(?:amp|c|v|i)\/(s\/)?([^/]+\.[^/]+\/?.*)$/

/** The address behind redirectors whose URL holds it in clear; itself where it is none. */
export function unwrap(url: URL): URL {
  let current = url
  for (let hop = 0; hop < MAX_HOPS; hop++) {
    const target = targetOf(current)
    if (target === undefined) return current
    current = target
  }
  return current
}

function targetOf(url: URL): URL | undefined {
  const host = url.hostname
  if (host.endsWith('.cdn.ampproject.org') || (url.pathname.startsWith('/amp/') && isGoogle(host))) {
    const match = AMP_CACHE.exec(url.pathname)
    if (match) return absolute(`http${match[1] ? 's' : ''}://${match[2]}${url.search}${url.hash}`)
  }
  return inQuery(url) ?? inPath(url)
}

const isGoogle = (host: string): boolean => /^(?:www\.|news\.)?google\.[a-z]{2,3}(?:\.[a-z]{2})?$/.test(host)

function inQuery(url: URL): URL | undefined {
  if (url.search.length < 10 || !(REDIRECTING_PATH.test(url.pathname) || REDIRECTING_HOST.test(url.hostname))) return undefined
  for (const name of TARGETS) {
    const value = url.searchParams.get(name)
    if (value !== null && /^https?:\/\//i.test(value)) {
      const target = absolute(value)
      if (target !== undefined && target.hostname !== url.hostname) return target
    }
  }
  return undefined
}

/** web.archive.org/web/2020/https://… and host/*https://…: the target is the rest of the path, its query the whole URL's. */
function inPath(url: URL): URL | undefined {
  const at = url.pathname.includes(':') ? url.pathname.search(/[/*]https?:\/\//i) : -1
  if (at < 0) return undefined
  const target = absolute(url.pathname.slice(at + 1) + url.search + url.hash)
  return target?.hostname.includes('.') ? target : undefined
}
