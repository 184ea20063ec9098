/** Where a file that came with a message is opened: a reason is sent there, and then it is there. */
export function attachmentHref(messageId: string): string {
  return `/console/desk/attachments/${messageId}`;
}
