import type { Failure } from '../../src/model/event.ts'

export const unusable: Failure = {
  code: 'NodesUnusable',
  message:
    '3000 of 3000 nodes of pool render-pool cannot be used, 0 are healthy. The image is to blame, not the capacity. What Azure says of them:\n  3000 nodes: unusable: Azure gives no reason',
  remedy: 'Publish a corrected image under a new version number; compare its generation, OS state and plan.',
}

export const goneImage: Failure = {
  code: 'GalleryImageNotFound',
  message: 'The gallery image /galleries/studio/images/worker/versions/1.3.0 does not exist.',
  remedy: 'Give an `image-version` that still exists, and run again.',
  requestId: '0d5c2f7e-1b7a-4a55-8a4e-5a1f0c2b9e11',
}

export const deadlinePassed: Failure = {
  code: 'DrainDeadlinePassed',
  message: 'After 60 minutes 412 nodes of pool render-pool still run tasks, and `drain-deadline` is fail.',
  remedy:
    'Run again when the tasks have ended, give more `drain-timeout-minutes`, or let `drain-deadline` requeue or terminate what still runs.',
}

export const bakeFailed: Failure = {
  code: 'BakeFailed',
  message:
    '20 minutes after its nodes were healthy, pool render-pool is not trusted: 412 nodes went bad, and `max-failed-nodes` forgives 60. The image is to blame, not the capacity. What Azure says of them:\n  412 nodes: unusable: Azure gives no reason',
  remedy: 'Publish a corrected image under a new version number; compare its generation, OS state and plan.',
}
