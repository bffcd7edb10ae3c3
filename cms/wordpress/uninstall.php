<?php
/**
 * Takes everything along that the plugin has kept: its settings, its key, its counters.
 *
 * @package AgentChat
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

delete_option( 'agent_chat' );
delete_option( 'agent_chat_api_key' );

global $wpdb;
$wpdb->query( "DELETE FROM $wpdb->options WHERE option_name LIKE '\_transient\_agent\_chat\_%' OR option_name LIKE '\_transient\_timeout\_agent\_chat\_%'" ); // phpcs:ignore WordPress.DB
