const SOUND_OR_VIDEO = /^(?:audio|video)\//i
/** Where the type is left out, or says no more than that it is a file. */
const RECORDED = /\.(?:mp3|m4a|aac|og[ga]|opus|wav|flac|mp4|m4v|mov|webm)$/i

interface File {
  readonly url: string
  readonly type?: string
}

/**
 * What an entry plays: the address of its first file of sound or video, without parameters, which count listeners. A show may say the same
 * of all its episodes; then this is all that tells them apart.
 */
export function recordingOf(files: readonly File[] = []): string | undefined {
  for (const { url, type = '' } of files) {
    const path = url.replace(/[?#].*$/s, '')
    if (SOUND_OR_VIDEO.test(type) || (!type.startsWith('image/') && RECORDED.test(path))) return path
  }
  return undefined
}
