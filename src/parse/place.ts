import type { RawPlace } from '../model/raw.ts'
import { childrenOf, descendants, firstValue, value, type Children } from './element.ts'
import { present } from '../present.ts'

const KEYS = 'georss:point georss:line georss:polygon georss:box georss:where georss:featurename geo:point geo:lat geo:long'.split(' ')

/** Where an item is about: GeoRSS Simple, GeoRSS GML, or W3C Basic Geo; undefined where nothing is said. */
export function placeOf(of: Children): RawPlace | undefined {
  if (!KEYS.some((key) => of(key).length > 0)) return undefined
  const gml = of('georss:where')[0]
  const inGml = (shape: string, positions: string): string | undefined => {
    const found = gml && descendants(gml, shape)[0]
    return found && value(descendants(found, positions)[0])
  }
  const place = present<RawPlace>({
    name: firstValue(of, 'georss:featurename'),
    point: firstValue(of, 'georss:point') ?? inGml('gml:point', 'gml:pos') ?? basicPoint(of),
    line: firstValue(of, 'georss:line') ?? inGml('gml:linestring', 'gml:poslist'),
    polygon: firstValue(of, 'georss:polygon') ?? inGml('gml:polygon', 'gml:poslist'),
    box: firstValue(of, 'georss:box') ?? boxOf(inGml('gml:envelope', 'gml:lowercorner'), inGml('gml:envelope', 'gml:uppercorner')),
  })
  return Object.keys(place).length > 0 ? place : undefined
}

const boxOf = (lower: string | undefined, upper: string | undefined): string | undefined =>
  lower === undefined || upper === undefined ? undefined : `${lower} ${upper}`

/** `geo:lat` and `geo:long`, in a `geo:Point` or not. */
function basicPoint(of: Children): string | undefined {
  const point = of('geo:point')[0]
  const within = point ? childrenOf(point) : of
  const latitude = firstValue(within, 'geo:lat')
  const longitude = firstValue(within, 'geo:long')
  return latitude === undefined || longitude === undefined ? undefined : `${latitude} ${longitude}`
}
