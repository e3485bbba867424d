package dev.portolan.provider.aws;

import java.util.Optional;

/**
 * A bucket that tells a function of its objects, may do so, or shall; or one that a function reads
 * or stores in by itself.
 *
 * @param statement id of the permission that lets it call; empty for none
 * @param region where it is, as far as S3 said so
 * @param held whom it tells, where we may look
 */
record SeenBucket(
    String name,
    Optional<String> statement,
    Access access,
    Optional<String> region,
    Notifications held) {
  /** What became of a look at it. */
  enum Access {
    SEEN,
    MISSING,
    /** It is another account's, or we may not look. */
    FORBIDDEN,
    /** It is in another region: it calls no function here, though one may call it. */
    ELSEWHERE
  }

  static SeenBucket of(String name, Access access) {
    return new SeenBucket(name, Optional.empty(), access, Optional.empty(), Notifications.none());
  }

  static SeenBucket seen(String name, Notifications held) {
    return new SeenBucket(name, Optional.empty(), Access.SEEN, Optional.empty(), held);
  }

  static SeenBucket elsewhere(String name, Optional<String> region) {
    return new SeenBucket(name, Optional.empty(), Access.ELSEWHERE, region, Notifications.none());
  }

  SeenBucket with(Optional<String> permission) {
    return new SeenBucket(name, permission, access, region, held);
  }
}
