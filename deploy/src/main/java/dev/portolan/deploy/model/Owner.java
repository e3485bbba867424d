package dev.portolan.deploy.model;

import java.util.Objects;

/**
 * Who a deployed resource belongs to: one Maven project in one stage.
 *
 * <p>Its {@link #id()} is written on every resource when it is created and compared before any
 * resource is touched, so it must stay the same from run to run.
 */
public record Owner(String groupId, String artifactId, String stage) {
  /** The stage of a project that names none. */
  public static final String DEFAULT_STAGE = "dev";

  public Owner {
    Objects.requireNonNull(groupId, "groupId");
    Objects.requireNonNull(artifactId, "artifactId");
    Objects.requireNonNull(stage, "stage");
  }

  /** Names the owner of a project's resources in one stage. */
  public static Owner of(String groupId, String artifactId, String stage) {
    return new Owner(groupId, artifactId, stage);
  }

  /** The identity as it stands on a resource: {@code groupId:artifactId:stage}. */
  public String id() {
    return groupId + ":" + artifactId + ":" + stage;
  }

  @Override
  public String toString() {
    return id();
  }
}
