package dev.portolan.test;

import java.util.Map;

/** One thing that a test did on a platform; its text says what. */
interface Step {

  /** What of it must be alike on all platforms, as texts with their names. */
  Map<String, String> facts();
}
