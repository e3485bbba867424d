/**
 * What every adapter must do, as tests: one class with one line per adapter.
 *
 * <p>An adapter hands over an {@link dev.portolan.testkit.adapter.AdapterHarness} through {@code
 * ServiceLoader}; the contract drives the real entry point through it, in the platform's own wire
 * format, and knows no platform. So do the tests of those who write functions, through {@code
 * replay}.
 */
package dev.portolan.testkit.adapter;
