import { Refusal } from '../service.ts'

/** ms of an ISO 8601 duration of days, hours, minutes and seconds. Throws 400 when it is none. */
export function durationMs(value: unknown, name: string): number {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(String(value))
  if (match === null)
    throw new Refusal(
      400,
      'InvalidPropertyValue',
      `The value provided for one of the properties in the request body is invalid: ${name}.`,
    )
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = match
  return (((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000
}

/** ms as an ISO 8601 duration. */
export function isoDuration(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  if (minutes % 1440 === 0) return `P${minutes / 1440}D`
  return minutes % 60 === 0
    ? `PT${minutes / 60}H`
    : minutes > 60
      ? `PT${Math.floor(minutes / 60)}H${minutes % 60}M`
      : `PT${minutes}M`
}
