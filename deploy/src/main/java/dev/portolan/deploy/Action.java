package dev.portolan.deploy;

/** What a run did to one function. */
public enum Action {
  CREATED,
  UPDATED,
  UNCHANGED,
  DELETED,
  FAILED
}
