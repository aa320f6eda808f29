import type { ActStore } from './acts.ts'
import type { ContentsStore } from './contents.ts'
import type { EditionStore } from './editions.ts'
import type { ItemStore } from './items.ts'
import type { MonitorStore } from './monitor.ts'
import type { PartingStore } from './parting.ts'
import type { RelistStore } from './relist.ts'
import type { RulingStore } from './rulings.ts'
import type { RunStore } from './runs.ts'
import type { ServingStore } from './serving.ts'
import type { SourceStore } from './sources.ts'

/** All that wirefold keeps, in its own words. Every method is one round trip unless it says otherwise. */
export interface Store
  extends
    SourceStore,
    ItemStore,
    EditionStore,
    RulingStore,
    MonitorStore,
    RunStore,
    ContentsStore,
    RelistStore,
    PartingStore,
    ActStore,
    ServingStore {
  /**
   * What `work` saves through the store that it is given, is stored together when it ends, and nothing of it where it throws; a save that
   * fails in it is undone alone. Where the database has no such transactions (D1) each save stands for itself.
   */
  together<Result>(work: (store: Store) => Promise<Result>): Promise<Result>
  ping(): Promise<void>
  close(): Promise<void>
}
