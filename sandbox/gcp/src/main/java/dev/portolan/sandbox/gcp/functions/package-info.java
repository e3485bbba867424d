/** Cloud Functions, second generation: sources, builds, and the services they become. */
package dev.portolan.sandbox.gcp.functions;
