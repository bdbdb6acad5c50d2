const SECRET_NAME = /password|secret|privatekey|accesskey|accountkey|saskey|protectedsettings|connectionstring|token/i

/** Whether a member of this name holds a secret, such as `password` of a container registry. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name)
}
