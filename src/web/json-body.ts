import type { Context } from 'hono'
import { badField, type ProblemDocument } from './problem.ts'

type Body =
  | { readonly ok: true; readonly value: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly problem: ProblemDocument }

/** A JSON object, or none at all. Only under a JSON content type: a form of another site cannot send one. */
export async function jsonBody(c: Context): Promise<Body> {
  const text = await c.req.text()
  if (text !== '' && !/^application\/json\b/i.test(c.req.header('content-type') ?? ''))
    return {
      ok: false,
      problem: { status: 415, title: 'Unsupported media type', detail: 'Send the body with "Content-Type: application/json".' },
    }
  const value = parsed(text)
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { ok: true, value: value as Record<string, unknown> }
    : { ok: false, problem: badField('body', 'a JSON object') }
}

function parsed(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text)
  } catch {
    return undefined
  }
}
