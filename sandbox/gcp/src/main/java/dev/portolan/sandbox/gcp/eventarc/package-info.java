/** Eventarc: triggers. */
package dev.portolan.sandbox.gcp.eventarc;
