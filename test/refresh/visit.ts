import type { Visit } from '../../src/model/visit.ts'
import { askSource } from '../../src/refresh/refresh.ts'

/** One visit to one source, both of its halves. */
export const refreshSource = async (...asked: Parameters<typeof askSource>): Promise<Visit> => (await askSource(...asked))()
