/** Eventarc and Cloud Scheduler: from a function's triggers to what brings it its events. */
package dev.portolan.provider.gcp.events;
