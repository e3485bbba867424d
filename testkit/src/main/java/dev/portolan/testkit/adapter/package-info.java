/**
 * What every adapter must do, as tests: one class with one line per adapter.
 *
 * <p>An adapter hands over an {@link dev.portolan.testkit.adapter.AdapterHarness} through {@code
 * ServiceLoader}; the contract drives the real entry point through it, in the platform's own wire
 * format, and knows no platform.
 */
package dev.portolan.testkit.adapter;
