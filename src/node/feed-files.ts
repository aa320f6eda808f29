import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The files that feeds are made from: a folder as it stands on disk, or as it counts while a process watches it. */
export interface FeedFiles {
  /** The folder as people name it: `feeds`. */
  readonly shown: string
  readonly dir: string
  /** The package's own feeds, shown where there are none yet. */
  readonly sample: boolean
  /** Why nothing can be read at all, in a sentence. */
  readonly why: string | undefined
  /** Names of the files that make feeds, in order. */
  readonly names: readonly string[]
  /** The bytes of a file of the folder; undefined where there is none. Throws what the file system throws. */
  readonly read: (name: string) => Buffer | undefined
}

const PACKAGE_ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Where feeds are read from: the folder that was named, else `feeds`, else the sample that comes with the package. */
export function feedsFolder(folder: string | undefined): Pick<FeedFiles, 'shown' | 'dir' | 'sample'> {
  const sample = folder === undefined && !existsSync('feeds')
  return { shown: folder ?? 'feeds', dir: sample ? join(PACKAGE_ROOT, 'feeds') : resolve(folder ?? 'feeds'), sample }
}

/** The folder as it stands on disk now. */
export function filesOnDisk(folder: string | undefined): FeedFiles {
  const place = feedsFolder(folder)
  const names = namesIn(place.dir)
  const read = (name: string) => (existsSync(join(place.dir, name)) ? readFileSync(join(place.dir, name)) : undefined)
  if (names.length > 0) return { ...place, why: undefined, names, read }
  const example = join(place.shown, 'news.yaml')
  const why = isFolder(place.dir)
    ? `The folder ${place.shown} holds no feed: add a file like ${example}.`
    : `There is no folder ${place.shown}. Create it with a file like ${example}, or name another with --feeds.`
  return { ...place, why, names, read }
}

export const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

/** Names of the files that make feeds; none where the folder cannot be read. */
export function namesIn(dir: string): readonly string[] {
  return isFolder(dir) ? readdirSync(dir).filter(isFeedFile).toSorted() : []
}

/** Hidden files are an editor's locks and copies (`.#a.yaml`, `._a.yaml`), or meant to be none; of a name that is an ending alone it is told. */
const isFeedFile = (name: string): boolean => /\.ya?ml$/.test(name) && !/^\.(?!\.?ya?ml$)/.test(name)
