<?php
/**
 * Plugin Name:       Agent Chat
 * Description:       A chat with your LangGraph agent on every page or in any post. Answers stream, visitors rate them in LangSmith, and the key stays on your server.
 * Version:           0.1.0
 * Requires at least: 6.0
 * Requires PHP:      7.4
 * License:           GPL-2.0-or-later
 * License URI:       https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain:       agent-chat
 *
 * Everything that WordPress is told stands in this file; what is done then stands in includes/.
 *
 * @package AgentChat
 */

namespace AgentChat;

defined( 'ABSPATH' ) || exit;

const VERSION = '0.1.0';
const FILE    = __FILE__;

foreach ( array( 'settings', 'embed', 'check', 'settings-page' ) as $agent_chat_part ) {
	require_once __DIR__ . "/includes/$agent_chat_part.php";
}
foreach ( array( 'failure', 'json', 'visitor', 'limits', 'upstream', 'event-stream', 'live-stream', 'run-request', 'answers', 'langsmith', 'rating', 'origin', 'routes' ) as $agent_chat_part ) {
	require_once __DIR__ . "/includes/proxy/$agent_chat_part.php";
}

// What visitors see.
add_action( 'init', 'AgentChat\register_block' );
add_action( 'wp_enqueue_scripts', 'AgentChat\register_script' );
add_shortcode( 'agent_chat', 'AgentChat\shortcode' );
add_filter( 'the_content', 'AgentChat\serve_placeholders', 99 );
add_filter( 'script_loader_tag', 'AgentChat\script_tag', 10, 2 );

// What the chat asks of this site. Before WordPress answers preflights, which is at 10.
add_action( 'parse_request', 'AgentChat\find_route_without_permalinks', 5 );
add_filter( 'rest_pre_dispatch', 'AgentChat\Proxy\intercept', 5, 3 );

// What the owner sets.
add_action( 'admin_menu', 'AgentChat\add_settings_page' );
add_action( 'admin_init', 'AgentChat\register_settings' );
add_filter( 'plugin_action_links_' . plugin_basename( FILE ), 'AgentChat\action_links' );
