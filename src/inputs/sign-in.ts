import type { SignInInputs } from '../model/inputs.ts'
import type { Reader } from './reader.ts'
import { isGuid } from './resource-type.ts'

/** Variables of the job, by name. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Audience of the federated credential by cloud. Source: Microsoft Entra, workload identity federation. */
const AUDIENCES = {
  AzureCloud: 'api://AzureADTokenExchange',
  AzureUSGovernment: 'api://AzureADTokenExchangeUSGov',
  AzureChinaCloud: 'api://AzureADTokenExchangeChina',
} as const

/** Who signs in, and to which cloud. `subscription-id` is needed only where something is given by a plain name. */
export function readSignIn(reader: Reader, environment: Environment): SignInInputs {
  const cloud = reader.oneOf('environment', ['AzureCloud', 'AzureUSGovernment', 'AzureChinaCloud'])
  const endpoint = readEndpoint(reader, cloud !== 'AzureCloud')
  const subscriptionId = readGuid(reader, 'subscription-id', environment)
  return {
    clientId: needed(reader, 'client-id', environment),
    tenantId: needed(reader, 'tenant-id', environment),
    ...(subscriptionId !== undefined && { subscriptionId }),
    audience: reader.text('audience') ?? AUDIENCES[cloud],
    environment: cloud,
    ...(endpoint !== undefined && { resourceManagerEndpoint: endpoint }),
  }
}

/** The variable of the job that stands in for an input that was not given. */
export function variableOf(input: string): string {
  return `AZURE_${input.toUpperCase().replaceAll('-', '_')}`
}

function readEndpoint(reader: Reader, namesCloud: boolean): string | undefined {
  const endpoint = reader.text('resource-manager-endpoint')
  if (endpoint === undefined) return undefined
  if (!/^https:\/\/[^/\s@?#]+\/?$/.test(endpoint) || !URL.canParse(endpoint)) {
    // What stands before an @ may be a password.
    const value = endpoint.includes('@') ? undefined : endpoint
    reader.wrong(
      'resource-manager-endpoint',
      'has to be the https address of Azure Resource Manager, without a path, such as https://management.example.org',
      value,
    )
  }
  if (namesCloud) {
    reader.wrong(
      'resource-manager-endpoint',
      'cannot stand beside environment: everything about that cloud is read from its address',
      endpoint.includes('@') ? undefined : endpoint,
    )
  }
  return endpoint
}

function needed(reader: Reader, input: string, environment: Environment): string {
  const value = readGuid(reader, input, environment)
  const isTold = reader.mistakes.some((mistake) => mistake.input === input)
  if (value === undefined && !isTold) {
    reader.wrong(input, `is needed, as an input or as the variable ${variableOf(input)}`)
  }
  return value ?? ''
}

function readGuid(reader: Reader, input: string, environment: Environment): string | undefined {
  const value = reader.text(input) ?? (environment[variableOf(input)]?.trim() || undefined)
  if (value === undefined || isGuid(value)) return value
  reader.wrong(input, 'has to be a GUID such as 12345678-1234-1234-1234-123456789abc', value)
  return undefined
}
