import type { Places } from '../fetch/places.ts'

/** Up to here a body is read at once; no feed that is not hostile or broken has much more. */
const LARGE_BYTES = 4 * 1024 * 1024
/** Bodies beyond it that are read at a time: a burst of bombs must not add up. */
export const LARGE_AT_ONCE = 2

/** A body that waits for its turn once it proves large. Its deadline goes on meanwhile. */
export function inTurn(body: ReadableStream<Uint8Array>, places: Places): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  let size = 0
  let turn: Promise<void> | undefined
  let over = false
  const leave = () => {
    if (!over) void turn?.then(() => places.give())
    over = true
  }
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          if (size > LARGE_BYTES) await (turn ??= places.take())
          const { done, value } = await reader.read()
          if (!done) {
            size += value.byteLength
            controller.enqueue(value)
            return
          }
          leave()
          controller.close()
        } catch (error) {
          leave()
          controller.error(error)
        }
      },
      async cancel() {
        leave()
        await reader.cancel()
      },
    },
    { highWaterMark: 0 },
  )
}
