package dev.portolan.codec.jackson;

final class PresenceTest extends PresenceContract {}
