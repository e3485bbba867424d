/**
 * Tests of portable functions, each replayed on every platform.
 *
 * <p>A method with {@link dev.portolan.test.PortolanTest} runs once for each provider. What its
 * {@link dev.portolan.test.Replay} is sent goes through the platform's own wire format to the
 * adapter that travels with the function, and the answer comes back the same way. What a function
 * answers on one platform and not on another fails the test.
 */
package dev.portolan.test;
