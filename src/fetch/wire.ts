const counters = new WeakMap<Response, () => number>()

/** Notes who counts the bytes of this response's body as they come over the wire, before they are decoded. */
export function countedBy(response: Response, count: () => number): Response {
  counters.set(response, count)
  return response
}

/** Bytes of the body as it was sent; where the runtime hides them, what the server said, and undefined where it said nothing. */
export function wireBytes(response: Response): number | undefined {
  const counted = counters.get(response)?.()
  if (counted !== undefined) return counted
  const stated = response.headers.get('content-length') ?? ''
  return /^\d{1,12}$/.test(stated) ? Number(stated) : undefined
}
