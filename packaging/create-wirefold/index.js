#!/usr/bin/env node
// `npm create wirefold [FOLDER]`: a folder of one's own with a feed to change, so that feeds and wirefold's code never mix.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const TEMPLATE = fileURLToPath(new URL('template/', import.meta.url))

const asked = process.argv.slice(2)
const wantsHelp = asked.some((word) => word === '--help' || word === '-h')
const name = asked.find((word) => !word.startsWith('-'))
const unknown = asked.find((word) => word.startsWith('-') && !['--help', '-h'].includes(word))

/** Ends with a sentence; what it says goes to stderr, as wirefold's own messages do. */
function end(code, text) {
  process.stderr.write(`${text}\n`)
  process.exit(code)
}

if (wantsHelp)
  end(
    0,
    'usage: npm create wirefold [FOLDER]\nMakes FOLDER (here, without a name) with feeds/, a wrangler.toml and wirefold as a dependency.',
  )
if (unknown) end(2, `There is no option ${unknown}. usage: npm create wirefold [FOLDER]`)

const folder = resolve(name ?? '.')
const inTheWay = existsSync(folder) ? readdirSync(folder).filter((entry) => entry !== '.git') : []
if (inTheWay.length > 0)
  end(2, `The folder ${name ?? '.'} is not empty (${inTheWay.slice(0, 3).join(', ')}); name a new one: npm create wirefold my-news`)

mkdirSync(folder, { recursive: true })
cpSync(TEMPLATE, folder, { recursive: true })
// npm leaves a .gitignore out of a package
renameSync(join(folder, 'gitignore'), join(folder, '.gitignore'))
named(basename(folder))

const steps = name === undefined ? '' : `cd ${quoted(relative(process.cwd(), folder))}\n  `
process.stderr.write(`Made ${join(name ?? '.', 'feeds/example.yaml')}: change it to what you follow. Then

  ${steps}npm install
  npm start          # serves http://127.0.0.1:8787

or, on Cloudflare, npx wrangler login once and npm run deploy. README.md there says more.
`)

/** The folder's name is the package's and the Worker's, in the letters that both allow. */
function named(wanted) {
  const safe =
    wanted
      .toLowerCase()
      .replace(/[^a-z0-9-]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 50) || 'wirefold-feeds'
  for (const file of ['package.json', 'wrangler.toml']) {
    const path = join(folder, file)
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('my-wirefold', safe))
  }
}

/** As a shell takes it for one word. */
function quoted(path) {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
}
