type Attributes = Readonly<Record<string, string | undefined>>

/** What a publisher hides is not read: HTML 6.1, without the value that a search uncovers; and what KaTeX writes beside its MathML. */
export const isHidden = (attributes: Attributes): boolean =>
  (attributes.hidden !== undefined && attributes.hidden.toLowerCase() !== 'until-found') ||
  (attributes['aria-hidden'] === 'true' && /(?:^|\s)katex-html(?:\s|$)/.test(attributes.class ?? ''))

/** An image or frame that nobody can see counts its readers. */
export function isHiddenMedia(attributes: Attributes): boolean {
  const { width, height, style } = attributes
  if (isTiny(width) || isTiny(height)) return true
  if (style === undefined || style.length > 1000) return false
  return /(?:^|[;\s])(?:display\s?:\s?none|visibility\s?:\s?hidden|(?:width|height)\s?:\s?[01](?:px)?\s?(?:;|$|!))/i.test(
    style.replace(/\s+/g, ' '),
  )
}

/** From 0 to 1 pixel; what is below 0 is a mistake of who measured. */
const isTiny = (size: string | undefined): boolean => {
  const pixels = Number.parseFloat(size ?? '')
  return pixels >= 0 && pixels <= 1 && !size!.includes('%')
}
