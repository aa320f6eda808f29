import { parseFragment, type DefaultTreeAdapterTypes as Tree } from 'parse5'
import { ALLOWED_ATTRIBUTES, ALLOWED_TAGS } from '../../src/normalize/allowlist.ts'
import { isPublicHost } from '../../src/address/local.ts'

const TAGS = new Set(ALLOWED_TAGS)
const URL_ATTRIBUTES = new Set(['href', 'src', 'cite', 'poster', 'longdesc'])

/** It shows whether the wrapper was still open behind the HTML. */
const TAIL = '.'

/** What a browser would find wrong in this HTML, put inside a page: read by another parser than the one that cleaned it. */
export function dangers(html: string): string[] {
  const found: string[] = []
  const root = parseFragment(`<section><div title="wrapper">${html}${TAIL}</div></section><hr title="after">`)
  const [section, after] = root.childNodes
  if (root.childNodes.length !== 2 || section?.nodeName !== 'section' || after?.nodeName !== 'hr') found.push('broke out of the page')
  else if ((section as Tree.Element).childNodes.length !== 1) found.push('broke out of its wrapper')
  else visit((section as Tree.Element).childNodes[0] as Tree.Element, found, true)
  return found
}

function visit(element: Tree.Element, found: string[], isWrapper = false): void {
  if (!isWrapper) {
    if (element.namespaceURI !== 'http://www.w3.org/1999/xhtml') found.push(`foreign ${element.tagName}`)
    if (!TAGS.has(element.tagName)) found.push(`element ${element.tagName}`)
    for (const { name, value } of element.attrs) checkAttribute(element.tagName, name, value, found)
  }
  for (const child of element.childNodes) {
    if ('tagName' in child) visit(child, found)
    else if (child.nodeName !== '#text') found.push(child.nodeName)
  }
}

function checkAttribute(tag: string, name: string, value: string, found: string[]): void {
  if (!ALLOWED_ATTRIBUTES[tag]?.includes(name) && !ALLOWED_ATTRIBUTES['*']?.includes(name)) found.push(`${tag} ${name}`)
  if (URL_ATTRIBUTES.has(name) && !isSafe(value, name === 'src' || name === 'poster')) found.push(`${tag} ${name}=${value}`)
  if (name === 'srcset') {
    for (const candidate of value.split(', ')) if (!isSafe(candidate.split(' ')[0]!, true)) found.push(`${tag} srcset ${candidate}`)
  }
  if (tag === 'a' && name === 'href' && value === '') found.push('empty link')
}

/** Absolute http(s) without credentials (links also mailto), and nothing that a browser loads by itself from a private network. */
export function isSafe(value: string, isLoaded: boolean): boolean {
  if (!isLoaded && /^mailto:[^\s<>"]+$/i.test(value)) return true
  if (!/^https?:\/\/[^\s<>"\\/?#]+(?:[/?#][^\s<>"]*)?$/i.test(value)) return false
  const url = new URL(value)
  return url.username === '' && url.password === '' && (!isLoaded || isPublicHost(url.hostname))
}
