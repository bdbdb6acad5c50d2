import { IMAGE_REASONS } from './images.ts'
import { MACHINE_REASONS } from './machines.ts'
import { reasons } from './reason.ts'
import { SOURCE_REASONS } from './sources.ts'

reasons(IMAGE_REASONS)
reasons(SOURCE_REASONS)
reasons(MACHINE_REASONS)
