/**
 * What a provider implements. A driver does one thing a method; waiting, retrying, wrapping and
 * telling are the engine's.
 */
package dev.portolan.deploy.driver;
