import { AzureError } from '../../model/errors.ts'
import type { RegisterProvider } from '../../model/image-step.ts'
import type { Execution } from '../execution.ts'
import { untilNextReading } from '../poll.ts'
import type { StepEnd } from '../schedule.ts'

/** Registers a resource provider, and waits until Azure has: some minutes at most. */
export async function registerProvider(step: RegisterProvider, run: Execution): Promise<StepEnd> {
  const { azure, signal } = run.ports
  const { subscriptionId, namespace } = step
  for (let isAsked = false; ; ) {
    signal.throwIfAborted()
    const reading = await azure.readRegistration(subscriptionId, namespace)
    const { observed } = reading
    if (observed.state === 'unreadable') throw new AzureError(0, observed.code, observed.reason)
    const state = observed.state === 'present' ? observed.value : 'NotRegistered'
    if (state === 'Registered') {
      return { kind: 'succeeded', text: `${namespace} is registered in subscription ${subscriptionId}.` }
    }
    if (!isAsked && state !== 'Registering') await azure.registerProvider(subscriptionId, namespace)
    isAsked = true
    run.tell(step, `${namespace} is being registered in subscription ${subscriptionId}.`)
    await untilNextReading(run.ports, reading)
  }
}
