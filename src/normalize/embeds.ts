import { absolute } from '../address/absolute.ts'
import type { Attributes } from './attributes.ts'
import { AMP_EMBEDS, EMBED_HOSTS, SILENT_HOSTS, type EmbedHost } from './embed-hosts.ts'
import { isHiddenMedia } from './hidden.ts'
import { LATE_FRAMES } from './late-images.ts'
import { escapeMarkup } from './escape.ts'

/** Types of an object that are pictures. */
const PICTURE = /^image\//i

/**
 * What stands for an embedded frame, object or plugin: a link to what it shows, with a picture where the host is known. Undefined
 * where it shows nothing. The markup is cleaned like all other.
 */
export function embedLink(tag: string, attributes: Attributes, base: string | undefined): string | undefined {
  const written = addressOf(tag, attributes)
  const url = written === undefined ? undefined : absolute(written, base)
  if (url === undefined || isHiddenMedia(attributes) || SILENT_HOSTS.test(url.hostname)) return undefined
  const said = attributes.title?.trim() || attributes['aria-label']?.trim() || ''
  if (PICTURE.test(attributes.type ?? '')) return picture(url.href, said)
  const { name, page, poster } = shown(url)
  const label = said || (name ?? `${page.hostname}${page.pathname === '/' ? '' : page.pathname}`)
  const inside = poster === undefined ? escapeMarkup(label) : picture(poster, label)
  return `<a href="${escapeMarkup(page.href)}">${inside}</a>`
}

const picture = (url: string, alt: string): string => `<img src="${escapeMarkup(url)}" alt="${escapeMarkup(alt)}">`

function addressOf(tag: string, attributes: Attributes): string | undefined {
  const amp = AMP_EMBEDS[tag]
  if (amp !== undefined) {
    const value = attributes[amp.attribute]
    return value === undefined ? undefined : amp.address.replace('$1', () => value)
  }
  const { src, data } = attributes
  const late = LATE_FRAMES.map((name) => attributes[name]).find((value) => value !== undefined && value !== '')
  return data ?? (src === undefined || src === '' || src.startsWith('about:') ? (late ?? undefined) : src)
}

interface Shown {
  readonly name?: string
  readonly page: URL
  readonly poster?: string
}

function shown(url: URL): Shown {
  const written = `${url.host.replace(/^www\./, '')}${url.pathname}${url.search}`
  for (const host of EMBED_HOSTS) {
    const match = host.address.exec(written)
    if (match) return { name: host.name, page: pageOf(host, match, url), ...(host.poster && { poster: filled(host.poster, match) }) }
  }
  return { page: url }
}

function pageOf({ page, parameter }: EmbedHost, match: RegExpExecArray, url: URL): URL {
  const target = parameter === undefined ? page && filled(page, match) : url.searchParams.get(parameter)
  return (target && absolute(target)) || url
}

const filled = (template: string, match: RegExpExecArray): string => template.replace(/\$(\d)/g, (_, n: string) => match[Number(n)] ?? '')
