/**
 * The data plane of this machine: instances, front doors, and what brings functions their events.
 */
package dev.portolan.sandbox.gcp.local;
