let issued = 0;

/** An `Authorization` header that no other request of this process or another has. It says nothing and proves nothing. */
export function distinctToken(): string {
  return `Bearer ${process.pid}-${issued++}`;
}
