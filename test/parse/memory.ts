/** Reads each document of its worker's data, in memory that its worker's limits bound. */
import { parentPort, workerData } from 'node:worker_threads'
import { identify } from '../../src/normalize/identity.ts'
import { readDocument } from '../../src/page/document.ts'

const [before, piece, size, after] = workerData as readonly [string, string, number, string]
const text = `${before}${piece.repeat(size / piece.length)}${after}`
const parsed = readDocument({ url: 'https://feeds.example/a', headers: {}, bytes: new TextEncoder().encode(text) })
parentPort!.postMessage(parsed.ok ? identify(parsed.feed).length : parsed.problem.code)
