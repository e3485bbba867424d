package dev.portolan.sandbox.images.pod;

import java.time.Instant;

/** A line that a container wrote, and when it was read. */
public record LogLine(Instant time, String text) {}
