package dev.portolan.testkit.memory;

/** What the memory cloud answers when it does not do what it was asked. */
final class MemoryFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Its kinds. */
  enum Code {
    THROTTLED,
    LOST,
    BROKEN,
    IN_PROGRESS,
    EXPIRED,
    NOT_FOUND,
    EXISTS,
    NOT_VISIBLE
  }

  final Code code;

  MemoryFault(Code code, String message) {
    super(message);
    this.code = code;
  }
}
