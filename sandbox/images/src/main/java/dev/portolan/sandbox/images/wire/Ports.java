package dev.portolan.sandbox.images.wire;

import dev.portolan.sandbox.StateStore;

/** Which port each address had in the last run, so that it has it in the next. */
public final class Ports {
  private final StateStore state;

  public Ports(StateStore state) {
    this.state = state;
  }

  /** The port of an address; 0 when it never had one. */
  public int wanted(String address) {
    return state.read().path(address).asInt(0);
  }

  public void had(String address, int port) {
    state.change(tree -> tree.put(address, port));
  }
}
