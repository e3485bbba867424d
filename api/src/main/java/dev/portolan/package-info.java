/**
 * What a function's author meets: one handler shape, its input and output types, and its
 * annotations.
 *
 * <p>Nothing here knows a platform. The same compiled class runs on every one of them.
 */
package dev.portolan;
