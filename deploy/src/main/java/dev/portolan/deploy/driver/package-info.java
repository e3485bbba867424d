/**
 * What a provider implements. A driver does one thing a method; waiting, retrying, wrapping and
 * telling are the engine's. Beside it stands what all of them do alike.
 */
package dev.portolan.deploy.driver;
