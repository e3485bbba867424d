package dev.portolan.deploy;

/** How a run ended, as a process tells it. Only {@link #VERIFIED} is success. */
public enum ExitCode {
  /** The cloud was read again and holds what was asked for. */
  VERIFIED(0),
  /** Failed before any changing call was sent. */
  FAILED_UNCHANGED(1),
  /** Failed with something changed; the next run goes on from there. */
  FAILED_PART_WAY(2),
  /** Someone else deployed the same thing at the same time. */
  CONFLICT(3),
  /** Refused: the input, the account or the ownership is wrong; nothing was changed. */
  REFUSED(4),
  /** A changing call was sent and nobody knows what became of it. */
  UNKNOWN(5),
  /** The user, or a signal, ended the run. */
  INTERRUPTED(130);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
