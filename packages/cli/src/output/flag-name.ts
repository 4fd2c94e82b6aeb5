/**
 * The flag that gives a member of a question or an option.
 *
 * @example flagName('orderBy') // 'order-by'
 */
export function flagName(member: string): string {
  return member.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
