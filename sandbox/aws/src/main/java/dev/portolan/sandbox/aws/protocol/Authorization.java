package dev.portolan.sandbox.aws.protocol;

/** Who may do what. */
public interface Authorization {
  Caller caller(Credential credential, Identity identity);

  /** Refuses what the caller's policies do not allow. */
  void check(Call call);
}
