import { amount, anything, listOf, object, oneOf, part, recordOf, text } from './body.ts'

/** Reads the `sandbox` member of a seeded resource. */
export const seedBehaviour = object('sandbox', {
  boot: object('sandbox.boot', {
    outcome: oneOf('healthy', 'never-joins', 'start-task-fails'),
    nodeAgentSkuIds: listOf(text),
    bootSeconds: amount,
    breaks: object('sandbox.boot.breaks', { afterSeconds: amount, nodes: amount }),
  }),
  writtenMinutesAgo: amount,
  failedRegions: listOf(text),
})

/** Reads what every seeded resource has. */
export const seedEnvelope = part({ id: text, location: text, tags: recordOf(text), sandbox: seedBehaviour })

/** Reads a seeded VHD. */
export const seedBlob = object('blob', {
  uri: text,
  storageAccountId: text,
  location: text,
  sizeInGB: amount,
  sandbox: seedBehaviour,
})

const replicationTimes = {
  queuedSeconds: amount,
  firstCopyMinutes: amount,
  minutesPerGigabyte: amount,
  betweenReplicasMinutes: amount,
  failedAttempts: amount,
  failureDetails: text,
}

/** Reads the `sandbox` member of the whole seed. */
export const computeBehaviour = object('compute.sandbox', {
  replication: object('replication', {
    ...replicationTimes,
    regions: recordOf(object('replication.regions', replicationTimes)),
  }),
  writeSeconds: amount,
  deleteSeconds: amount,
  imageSeconds: amount,
  pageSize: amount,
})

/** Reads the seed as a whole; its resources are read one by one. */
export const computeSeed = object('compute', {
  galleries: listOf(anything),
  imageDefinitions: listOf(anything),
  imageVersions: listOf(anything),
  images: listOf(anything),
  virtualMachines: listOf(anything),
  disks: listOf(anything),
  snapshots: listOf(anything),
  blobs: listOf(anything),
  skus: listOf(anything),
  sandbox: computeBehaviour,
})
