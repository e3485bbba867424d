/** What a project declares: read from its class files, written down for its adapters. */
package dev.portolan.deploy.describe;
