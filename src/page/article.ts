import { alternateLanguage } from './language.ts'
import { bodyOf, chosenBody, paragraphs, type Body } from './body.ts'
import { placeOf } from './place.ts'
import { authorsOf, firstAuthors, isPerson } from './authors.ts'
import { datesIn } from './dateline.ts'
import { inOrder, stated, type Evidence } from './evidence.ts'
import { headingOf, isHeadline, titleAlone, withoutSite } from './headline.ts'
import { bare, weight } from './measure.ts'
import type { Chosen } from './select.ts'
import { isDay } from './tidy.ts'
import type { Page } from './view.ts'
import type { Piece } from './piece.ts'
import { isName, marked, onlyAuthor, saysBy, signed, signedAtEnd, signedBesideDay } from './signature.ts'
import type { RawPerson } from '../model/raw.ts'
import { attribute, commonOf, descendants, isWithin } from './walk.ts'
import type { Element } from './element.ts'
import { parseDate } from '../parse/dates.ts'

export interface Article {
  readonly said: Evidence
  /** HTML of its body; empty where none was found. */
  readonly html: string
  readonly body: Body
  /** Whether markup says that the page is about one article. */
  readonly isMarked: boolean
  /** Whether anybody says when it was written. */
  readonly isDated: boolean
}

/** The article on a page: what a curator's selectors find, then JSON-LD, then microdata, then the head, then the text itself, field by field. */
export function articleOf(page: Page, chosen: Chosen = {}): Article {
  const { head, jsonLd, microdata, flat, root } = page
  const { pieces: _, ...selected } = chosen
  const site = jsonLd.article?.site ?? head.evidence.site
  const told = [jsonLd.article?.title, microdata.article?.title, head.evidence.title, head.title]
  const place = placeOf(flat, root, microdata.article?.bodies ?? [])
  const heading = headingOf(flat.pieces, place.from + HEAD, told)
  const title = chosen.title ?? titleOf(page, heading, site)
  const body = chosen.pieces ? chosenBody(chosen.pieces) : bodyOf(flat, place, heading, title)
  const language = alternateLanguage(head.evidence.language) ?? jsonLd.article?.language
  const text = textEvidence(page, heading, body, language)
  // where nobody says when, the address may
  const fromAddress = valid(stated<Evidence>({ published: page.addressDay }))
  const evidence: readonly Evidence[] = [
    selected,
    valid(jsonLd.article ?? {}),
    valid(microdata.article ?? {}),
    valid(head.evidence),
    valid(jsonLd.page),
    text,
    fromAddress,
  ]
  const { title: __, summary, authors: ___, persons: ____, ...marks } = inOrder(evidence)
  const authors = firstAuthors(
    evidence.map((one) => one.authors),
    [site, head.evidence.site, page.host],
    [...(jsonLd.article?.persons ?? []), ...(text.authors ?? [])],
  )
  const whole = jsonLd.article?.text
  const isElsewhere = whole !== undefined && chosen.pieces === undefined && weight(whole) > body.weight * 2
  return {
    // some mark the whole text as its description
    said: { ...marks, ...stated<Evidence>({ title, language, site, authors, summary: isSummary(summary, body) ? summary : undefined }) },
    html: isElsewhere ? paragraphs(whole) : body.html,
    body: isElsewhere ? { ...body, weight: weight(whole) } : body,
    isMarked: jsonLd.article !== undefined || microdata.article?.title !== undefined || ARTICLE_TYPE.test(head.type ?? ''),
    isDated: (marks.published ?? marks.updated) !== undefined,
  }
}

const ARTICLE_TYPE = /^(?:article|news|blog(?:post|_post|posting)|post)(?:$|[.:_])/
/** Longer ones are no summary, nor is what says nearly all of it. */
const MAX_SUMMARY = 700
const isSummary = (summary: string | undefined, body: Body): boolean =>
  summary !== undefined && weight(summary) <= MAX_SUMMARY && (body.weight === 0 || weight(summary) < body.weight * 0.8)
/** Pieces between the headline and the text: lead, picture, share bar, writer, day. */
const HEAD = 8

/** A date that cannot be read is no evidence: another kind may have it. */
function valid(said: Evidence): Evidence {
  const { published, updated, ...rest } = said
  return { ...rest, ...stated<Evidence>({ published: readable(published), updated: readable(updated) }) }
}
const readable = (date: string | undefined): string | undefined => (date !== undefined && parseDate(date) !== undefined ? date : undefined)

function titleOf({ head, jsonLd, microdata }: Page, heading: Piece | undefined, site: string | undefined): string {
  const shown = heading?.text
  const named = jsonLd.article?.title ?? microdata.article?.title
  if (named !== undefined) return whole(withoutSite(named, site, shown), shown)
  const tab = head.title === undefined ? undefined : titleAlone(head.title, site)
  const shared = head.evidence.title === undefined ? undefined : withoutSite(head.evidence.title, site, shown ?? tab)
  // a title that is the site's alone says nothing of the article
  if (shared !== undefined && bare(shared) !== bare(site ?? '') && shared.length > 3)
    return whole(shown !== undefined && isHeadline(shown, shared) ? shown : shared, shown)
  return shown ?? tab ?? ''
}

/** What was cut off for search engines is whole in the page. */
function whole(title: string, shown: string | undefined): string {
  const start = bare(title.replace(/(?:…|\.{3})$/, ''))
  return shown !== undefined &&
    start.length >= 12 &&
    bare(shown).length > start.length &&
    bare(shown).startsWith(start) &&
    (/(?:…|\.{3})$/.test(title) || title.length >= 100)
    ? shown
    : title
}

/** Headline, day and writer as they stand in the text around the headline. */
function textEvidence({ flat, root }: Page, heading: Piece | undefined, body: Body, language: string | undefined): Evidence {
  const at = heading ? flat.pieces.indexOf(heading) : body.from
  const start =
    body.from +
    Math.max(
      0,
      flat.pieces.slice(body.from, body.to).findIndex(({ isProse }) => isProse),
    )
  const from = Math.max(0, Math.min(at, start) - HEAD)
  const near = flat.pieces.slice(from, Math.max(at, start) + HEAD)
  const times = timesNear(root, near, heading)
  const dates = near.filter(({ kind, text }) => kind !== 'list' || text.length < 200).flatMap(({ text }) => datesIn(text, language))
  const published =
    times.find((one) => !one.isUpdate)?.date ??
    (dates.find((one) => one.isAlone && !one.isUpdate) ?? dates.find((one) => !one.isUpdate))?.date
  const end = flat.pieces.slice(Math.max(body.to - 3, start + 1), body.to + 4).flatMap(({ text }) => datesIn(text, language))
  const updated = (times.find((one) => one.isUpdate) ?? dates.find((one) => one.isUpdate))?.date
  const bylines = bylinesOf(near, flat.pieces.slice(from, start)) ?? besideDay(flat.pieces.slice(at + 1, start))
  const scope = heading && commonOf(heading.element, flat.pieces[start]?.element ?? heading.element)
  const inMarks = () => (scope ? marked(scope, body.pieces.at(-1)?.element.end, flat.pieces[start]?.element.index) : [])
  return stated<Evidence>({
    published: published ?? end.find((one) => one.isAlone && !one.isUpdate)?.date,
    updated,
    authors: bylines === undefined ? (some(inMarks()) ?? some(onlyAuthor(root)) ?? atEnd(body)) : longer(bylines, inMarks),
    image: firstImage(body),
  })
}

const some = <T>(list: readonly T[]): readonly T[] | undefined => (list.length > 0 ? list : undefined)

/** A line may break off behind its first name, since a place may follow; an element that holds names only does not. */
function longer(bylines: readonly RawPerson[], inMarks: () => readonly RawPerson[]): readonly RawPerson[] {
  const marks = bylines.length > 1 ? [] : inMarks()
  return marks.length > 1 && marks.some(({ name }) => name === bylines[0]!.name) ? marks : bylines
}

/** Who signs near the headline: in a line of its own, or above the text in two, or beside the day. */
function bylinesOf(near: readonly Piece[], above: readonly Piece[]): readonly RawPerson[] | undefined {
  const find = (pieces: readonly Piece[], read: (text: string, i: number) => readonly RawPerson[]) =>
    pieces.map(({ text }, i) => read(text, i)).find((names) => names.length > 0)
  return (
    find(near, signed) ??
    find(above, (text, i) => (saysBy(text) && isName(above[i + 1]?.text ?? '') ? authorsOf([above[i + 1]!.text]) : [])) ??
    find(above, signedBesideDay)
  )
}

/** A name alone in the line above or below that of the day. */
function besideDay(pieces: readonly Piece[]): readonly RawPerson[] | undefined {
  const signer = pieces.find(
    ({ kind, text }, i) =>
      kind === 'text' &&
      isName(text) &&
      isPerson({ name: text }) &&
      [pieces[i - 1], pieces[i + 1]].some((one) => one !== undefined && isDay(one)),
  )
  return signer && some(authorsOf([signer.text]))
}

/** Pieces at the end of a text in one of which its writer may sign. */
const SIGNING_PIECES = 3
const atEnd = ({ pieces }: Body): readonly RawPerson[] | undefined =>
  pieces
    .slice(-SIGNING_PIECES)
    .map(({ text }) => signedAtEnd(text))
    .find((names) => names.length > 0)

/** `<time>` beside the headline or in its block; those of other articles stand further away. */
function timesNear(root: Element, near: readonly Piece[], heading: Piece | undefined) {
  const scope = heading && near.length > 0 ? commonOf(heading.element, near.at(-1)!.element) : root
  const times = descendants(scope)
    .filter(({ name }) => name === 'time')
    .slice(0, 50)
  const all = times.length > 0 ? times : []
  return all.flatMap((time) => {
    const date = readable(attribute(time, 'datetime'))
    if (date === undefined || !near.some(({ element }) => isWithin(time, element) || isWithin(element, time.parent!))) return []
    const isUpdate = /updat|modif/i.test(`${attribute(time, 'class') ?? ''} ${attribute(time, 'itemprop') ?? ''}`) || isUpdateText(time)
    return [{ date, isUpdate }]
  })
}

const isUpdateText = (time: Element): boolean => {
  const before = time.parent?.children[time.parent.children.indexOf(time) - 1]
  return typeof before === 'string' && /updat|aktualisiert|modifi|mis à jour|更新|actualiz/i.test(before.slice(-40))
}

const firstImage = ({ pieces }: Body): string | undefined => pieces.find(({ image }) => image !== undefined)?.image
