/** The first render of a process that began as a Worker begins. bench/render.ts bundles it as a Worker is, and hands it what the database answered. */
import { readFileSync } from 'node:fs'
import type { FeedConfig } from '../src/model/config.ts'
import { renderChanged } from '../src/newswire/render.ts'
import { createStore } from '../src/store/sql.ts'
import { cpuOf, replayed } from './replay.ts'
// what it does in its global scope is done before
import '../src/worker.ts'

const { recording, feed, now } = JSON.parse(readFileSync(0, 'utf8')) as { recording: [string, string[]][]; feed: FeedConfig; now: number }
const masthead = { base: 'https://news.example.org', authority: 'news.example.org,2026' }
const press = { store: createStore(replayed(new Map(recording))), feeds: [feed], masthead, now: () => now }
console.log(await cpuOf(() => renderChanged(press)))
