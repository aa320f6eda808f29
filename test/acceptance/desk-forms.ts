import type { Bench } from '#bench'
import { TOKEN } from '#bench'

/** What a browser does with the forms of the desk. */

export const ORIGIN = 'https://news.example.org'

export async function send(b: Bench, path: string, fields: Record<string, string> | URLSearchParams, headers: Record<string, string> = {}) {
  return b.post(path, new URLSearchParams(fields).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
    origin: ORIGIN,
    ...headers,
  })
}

/** Signs in; gives the cookie as it is sent back. */
export async function signedIn(b: Bench, token = TOKEN): Promise<string> {
  const response = await send(b, '/desk/sign-in', { token })
  return (response.headers.get('set-cookie') ?? '').split(';', 1)[0]!
}

export interface Form {
  readonly fields: Record<string, string>
  /** Submit buttons: their text to the value that they send as `act`. */
  readonly buttons: ReadonlyMap<string, string>
  readonly action: string
}

const unescaped = (text: string) =>
  text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

/** The forms of a page, in order, as far as a test presses them. */
export function formsIn(html: string): readonly Form[] {
  return [...html.matchAll(/<form[^>]*action="([^"]*)"[^>]*>([^]*?)<\/form>/g)].map(([, action, body]) => ({
    action: action!,
    fields: Object.fromEntries(
      [...body!.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(([, name, value]) => [name!, unescaped(value!)]),
    ),
    buttons: new Map(
      [...body!.matchAll(/<button[^>]*?(?:name="act" value="(\w+)")?[^>]*>([^<]*)<\/button>/g)].map(([all, , text]) => [
        text!,
        /value="(\w+)"/.exec(all)?.[1] ?? '',
      ]),
    ),
  }))
}

/** Presses a button of the row of an entry; `more` is what was written or chosen. */
export async function press(
  b: Bench,
  cookie: string,
  page: string,
  label: string,
  more: Record<string, string> = {},
  headers: Record<string, string> = {},
) {
  const html = await (await b.get(page, { cookie })).text()
  const form = formsIn(html).find(
    ({ buttons, fields }) =>
      buttons.has(label) && Object.entries(more).every(([name, value]) => name !== 'story' || fields['story'] === value),
  )
  if (!form) throw new Error(`no button says ${label} on ${page}`)
  const act = form.buttons.get(label)!
  return send(b, '/desk/acts', { ...form.fields, ...(act === '' ? {} : { act }), ...more }, { cookie, ...headers })
}
