/**
 * File systems that other computers hold, by the number that statfs gives them (Linux, statfs(2)). SQLite's log (WAL) is shared memory of
 * one computer: over a network two processes see two of it, and the database breaks.
 */
export const NETWORK_FILE_SYSTEMS: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB'],
  [0x01021997, '9P'],
  [0x5346414f, 'AFS'],
  [0x6b414653, 'AFS'],
  [0x73757245, 'Coda'],
  [0x00c36400, 'Ceph'],
  [0x0bd00bd0, 'Lustre'],
  [0x47504653, 'GPFS'],
  [0x19830326, 'BeeGFS'],
])

/** What a program of the user's makes: may be of another computer (sshfs, rclone), may be of this one. */
export const FUSE = 0x65735546
