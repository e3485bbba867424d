/** Embedded clouds as a run sees them: joined where they are up, started where they are not. */
package dev.portolan.deploy.sandbox;
