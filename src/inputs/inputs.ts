import type { Inputs, SignInInputs } from '../model/inputs.ts'
import { readEndOfLife, readRegions, readTags, readVersion } from './image.ts'
import { InputError } from './mistakes.ts'
import { readNames } from './names.ts'
import { readPool } from './pool.ts'
import { readPoolProperties } from './pool-properties.ts'
import { createReader, type Reader } from './reader.ts'

/** Variables of the job, by name. */
export type Environment = Readonly<Record<string, string | undefined>>

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
  const { imageDefinitionId, sourceId, batchAccountId } = readNames(reader, signIn.subscriptionId)
  const version = readVersion(reader, { type: environment['GITHUB_REF_TYPE'], name: environment['GITHUB_REF_NAME'] })
  const { properties, secrets } = await readPoolProperties(reader)
  const pool = readPool(reader, batchAccountId, properties)
  const endOfLifeDate = readEndOfLife(reader, now)
  const timeoutMinutes = reader.integer('timeout-minutes', [1, 100_000])
  const githubToken = reader.text('github-token')
  const inputs: Inputs = {
    signIn,
    imageDefinitionId,
    version,
    ...(sourceId !== undefined && { sourceId }),
    extraRegions: readRegions(reader),
    nodesPerReplica: reader.integer('nodes-per-replica', [1, 100_000]) ?? 300,
    minimumReplicas: reader.integer('minimum-replicas', [1, 100]) ?? 1,
    replicaStorageType: reader.oneOf('replica-storage-type', [
      'Standard_LRS',
      'Standard_ZRS',
      'Premium_LRS',
      'PremiumV2_LRS',
    ]),
    ...(endOfLifeDate !== undefined && { endOfLifeDate }),
    tags: readTags(reader),
    ...(pool && { pool }),
    mode: reader.oneOf('mode', ['apply', 'plan']),
    wait: reader.oneOf('wait', ['healthy', 'steady', 'none']),
    healthyPercent: reader.integer('healthy-percent', [1, 100]) ?? 90,
    ...(timeoutMinutes !== undefined && { timeoutMinutes }),
    summary: reader.boolean('summary') ?? true,
    ...(githubToken !== undefined && { githubToken }),
    secrets,
  }
  if (reader.mistakes.length > 0) throw new InputError(reader.mistakes)
  return inputs
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Audience of the federated credential by cloud. Source: Microsoft Entra, workload identity federation. */
const AUDIENCES = {
  AzureCloud: 'api://AzureADTokenExchange',
  AzureUSGovernment: 'api://AzureADTokenExchangeUSGov',
  AzureChinaCloud: 'api://AzureADTokenExchangeChina',
} as const

function readSignIn(reader: Reader, environment: Environment): SignInInputs {
  const cloud = reader.oneOf('environment', ['AzureCloud', 'AzureUSGovernment', 'AzureChinaCloud'])
  const endpoint = reader.matching(
    'resource-manager-endpoint',
    /^https:\/\/[^/\s]+\/?$/,
    'has to be the https address of Azure Resource Manager',
  )
  if (endpoint !== undefined && cloud !== 'AzureCloud') {
    reader.wrong(
      'resource-manager-endpoint',
      'cannot stand beside environment: everything about that cloud is read from its address',
      endpoint,
    )
  }
  const asked = reader.text('audience') ?? AUDIENCES.AzureCloud
  return {
    clientId: readGuid(reader, 'client-id', environment['AZURE_CLIENT_ID']),
    tenantId: readGuid(reader, 'tenant-id', environment['AZURE_TENANT_ID']),
    subscriptionId: readGuid(reader, 'subscription-id', environment['AZURE_SUBSCRIPTION_ID']),
    // The runner fills the default in, so the default of the public cloud means that nothing was asked.
    audience: asked === AUDIENCES.AzureCloud ? AUDIENCES[cloud] : asked,
    environment: cloud,
    ...(endpoint !== undefined && { resourceManagerEndpoint: endpoint }),
  }
}

function readGuid(reader: Reader, input: string, otherwise: string | undefined): string {
  const value = reader.text(input) ?? otherwise?.trim()
  if (value !== undefined && GUID.test(value)) return value
  const variable = `AZURE_${input.toUpperCase().replace('-', '_')}`
  if (value === undefined || value === '') reader.wrong(input, `is needed, as an input or as the variable ${variable}`)
  else reader.wrong(input, 'has to be a GUID such as 12345678-1234-1234-1234-123456789abc', value)
  return ''
}
