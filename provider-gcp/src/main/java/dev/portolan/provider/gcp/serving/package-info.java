/** Cloud Run's services, their revisions and their traffic: what both targets have in common. */
package dev.portolan.provider.gcp.serving;
