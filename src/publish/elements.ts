import type { Copy } from '../model/published.ts'
import { webAddress } from '../address/published.ts'
import { line, tag, type Xml } from './xml.ts'

/** Elements that the Atom and the RSS document share. */

export function thumbnail(image: string | undefined): Xml | undefined {
  const url = webAddress(image)
  return url === undefined ? undefined : tag('media:thumbnail', { url })
}

/** Where else the story stands (RFC 4287 4.2.7.2), in RSS too. */
export const related =
  (element: 'link' | 'atom:link') =>
  ({ url, title, source }: Copy): Xml | undefined => {
    const href = webAddress(url)
    const label = [line(source.name), line(title)].filter((part) => part !== '').join(': ')
    return href === undefined ? undefined : tag(element, { rel: 'related', type: 'text/html', href, title: label || undefined })
  }
