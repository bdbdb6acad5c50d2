import { describe, expect, it } from '@jest/globals'
import { FINDING_CODES } from '../../../src/model/findings/catalog.ts'
import { ACCESS_REASONS } from './access.ts'
import { ACCOUNT_REASONS } from './accounts.ts'
import { IMAGE_REASONS } from './images.ts'
import { INFORMS } from './informs.ts'
import { JOB_REASONS } from './jobs.ts'
import { MACHINE_REASONS } from './machines.ts'
import { NODE_AGENT_REASONS } from './node-agents.ts'
import { PLACE_REASONS } from './places.ts'
import { POOL_REASONS } from './pools.ts'
import { reasons } from './reason.ts'
import { ROLLING_REASONS } from './rolling.ts'
import { SOURCE_REASONS } from './sources.ts'

const HERE = [
  ACCOUNT_REASONS,
  PLACE_REASONS,
  NODE_AGENT_REASONS,
  POOL_REASONS,
  ROLLING_REASONS,
  JOB_REASONS,
  ACCESS_REASONS,
  INFORMS,
].flat()
const ELSEWHERE = [IMAGE_REASONS, SOURCE_REASONS, MACHINE_REASONS].flat()

reasons(HERE)

describe('the tables of reasons', () => {
  it('have one for every code, and for no other', () => {
    const codes = [...HERE, ...ELSEWHERE].map(({ code }) => code)
    expect([...new Set(codes)].sort()).toEqual([...FINDING_CODES].sort())
  })
})
