/**
 * Loaded before the bundle, to show in seconds what takes it minutes: its clock runs `CLOCK_RATE` times as fast as the
 * real one. Only what it reads of the clock; its timers keep real time, as the `Retry-After` of a fast sandbox does.
 */
const rate = Number(process.env.CLOCK_RATE)
const RealDate = Date
const begin = RealDate.now()
const now = () => begin + Math.floor((RealDate.now() - begin) * rate)

globalThis.Date = class extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(now())
    else super(...args)
  }
  static now() {
    return now()
  }
}
