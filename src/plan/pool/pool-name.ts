/** Most characters in the name of a pool. */
const LONGEST_NAME = 64

/** The name of a pool that is made beside another: that of the other, shortened where need be, with a suffix. */
export function nameBeside(name: string, suffix: string): string {
  return `${name.slice(0, LONGEST_NAME - suffix.length)}${suffix}`
}
