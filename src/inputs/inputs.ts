import type { Inputs } from '../model/inputs.ts'
import { readBake } from './bake.ts'
import { readCanary } from './canary.ts'
import { readDefinition } from './definition.ts'
import { readEndOfLife, readRegions, readTags, readVersion, tellPreviousContradictions } from './image.ts'
import { InputError } from './mistakes.ts'
import { readNames } from './names.ts'
import { readPool } from './pool.ts'
import { readPoolProperties } from './pool-properties.ts'
import { readPrune } from './prune.ts'
import { createReader, INT32_MAX } from './reader.ts'
import { createResolver } from './resolver.ts'
import { readRollout, tellRollingContradictions } from './rollout.ts'
import { readRun } from './run.ts'
import { type Environment, readSignIn } from './sign-in.ts'
import { readSource } from './source.ts'

/** Everything that reading inputs depends on. */
export type RawInputs = {
  /** An input as the runner gives it; an empty text when nothing was given. */
  readonly raw: (name: string) => string
  readonly environment: Environment
  /** ms since 1970 */
  readonly now: number
}

/** Raw inputs as typed and defaulted ones. Throws `InputError` with every mistake there is. */
export async function parseInputs({ raw, environment, now }: RawInputs): Promise<Inputs> {
  const reader = createReader(raw)
  const signIn = readSignIn(reader, environment)
  const resolve = createResolver(reader, signIn.subscriptionId)
  const { imageDefinitionId, batchAccountId } = readNames(reader, resolve)
  const source = readSource(reader, resolve)
  const version = readVersion(reader, { type: environment['GITHUB_REF_TYPE'], name: environment['GITHUB_REF_NAME'] })
  const { properties, secrets } = await readPoolProperties(reader)
  const pool = readPool(reader, batchAccountId, properties)
  tellPreviousContradictions(reader, version, pool !== undefined)
  const promote = reader.boolean('promote') ?? true
  if (pool !== undefined) tellRollingContradictions(reader, version, promote)
  const endOfLifeDate = readEndOfLife(reader, now)
  const bake = readBake(reader, pool !== undefined)
  const prune = readPrune(reader, resolve, batchAccountId)
  const canary = readCanary(reader, pool)
  const inputs: Inputs = {
    signIn,
    imageDefinitionId,
    createGallery: reader.boolean('create-gallery') ?? false,
    definition: readDefinition(reader),
    version,
    ...source,
    extraRegions: readRegions(reader),
    nodesPerReplica: reader.integer('nodes-per-replica', [1, INT32_MAX]) ?? 300,
    minimumReplicas: reader.integer('minimum-replicas', [1, 100]) ?? 1,
    replicaStorageType: reader.oneOf('replica-storage-type', [
      'Standard_LRS',
      'Standard_ZRS',
      'Premium_LRS',
      'PremiumV2_LRS',
    ]),
    ...(endOfLifeDate !== undefined && { endOfLifeDate }),
    tags: readTags(reader),
    promote,
    ...(pool && { pool }),
    rollout: readRollout(reader, pool !== undefined),
    ...readRun(reader),
    ...(prune && { prune }),
    ...(bake && { bake }),
    ...(canary && { canary }),
    secrets,
  }
  if (reader.mistakes.length > 0) throw new InputError(reader.mistakes)
  return inputs
}
