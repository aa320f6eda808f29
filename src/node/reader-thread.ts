/** What runs in the thread of `ThreadReader`: one document at a time. */
import { parentPort } from 'node:worker_threads'
import type { Document, Parsed } from '../model/raw.ts'
import { readDocument, type ReadOptions } from '../page/document.ts'

export interface Asked {
  readonly document: Document
  readonly options: ReadOptions
}

export type Told = { readonly parsed: Parsed } | { readonly error: unknown }

function tell({ document, options }: Asked): Told {
  try {
    return { parsed: readDocument(document, options) }
  } catch (error) {
    return { error }
  }
}

parentPort?.on('message', (asked: Asked) => parentPort!.postMessage(tell(asked)))
