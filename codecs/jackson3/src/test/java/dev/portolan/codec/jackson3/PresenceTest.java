package dev.portolan.codec.jackson3;

import dev.portolan.codec.jackson.PresenceContract;

final class PresenceTest extends PresenceContract {}
