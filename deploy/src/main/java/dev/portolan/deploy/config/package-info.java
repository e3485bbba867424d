/** What a project configures: keys with their places, turned into values or into problems. */
package dev.portolan.deploy.config;
