/** The project: its policy, and the services that are enabled in it. */
package dev.portolan.sandbox.gcp.project;
