/** Cloud Scheduler: jobs. */
package dev.portolan.sandbox.gcp.scheduler;
