/**
 * A mistake of whoever runs or uses the program, not of the program: a bad setting, a folder that
 * cannot be written, a broken file. Its message is one clear sentence; `main` and the command line
 * print it and exit with status 1, without a stack.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
}
