/** Where scripts that load images late keep the address. Beside one of these `src` is a placeholder, whatever it holds. */
export const LATE_SOURCES: readonly string[] = [
  'data-src',
  'data-lazy-src',
  'data-original',
  'data-lazy',
  'data-lazyload',
  'data-lazy-original',
  'data-echo',
  'data-delayed-url',
  'data-hi-res-src',
  'data-pagespeed-lazy-src',
  'data-cfsrc',
  'data-runner-src',
  'data-td-src',
  'data-litespeed-src',
  'data-ezsrc',
  'data-wf-src',
  'data-actualsrc',
  'data-real-src',
  'data-img-src',
  'data-image-src',
]

/** Where a larger or the same image is named beside a real `src`; asked only where there is none. */
export const OTHER_SOURCES: readonly string[] = [
  'data-orig-file',
  'data-large-file',
  'data-medium-file',
  'data-full-src',
  'data-full-url',
  'data-image',
  'data-image-url',
  'data-url',
  'data-fallback-src',
]

export const LATE_SETS: readonly string[] = [
  'data-srcset',
  'data-lazy-srcset',
  'data-original-set',
  'data-pagespeed-lazy-srcset',
  'data-cfsrcset',
  'data-litespeed-srcset',
  'data-ezsrcset',
]

/** The same for frames. */
export const LATE_FRAMES: readonly string[] = [
  'data-src',
  'data-lazy-src',
  'data-litespeed-src',
  'data-ezsrc',
  'data-iframe-src',
  'data-url',
]
