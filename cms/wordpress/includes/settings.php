<?php
/**
 * What the owner has set: the defaults, what is accepted, and where it is read. Constants in wp-config.php win, so
 * that a key need not be in the database.
 *
 * @package AgentChat
 */

namespace AgentChat;

defined( 'ABSPATH' ) || exit;

/** Options of the database. The key has its own, so that it is not loaded with every page. */
const OPTION     = 'agent_chat';
const KEY_OPTION = 'agent_chat_api_key';

/** LangSmith's API for accounts in the US. */
const LANGSMITH_URL = 'https://api.smith.langchain.com/api/v1';

/** Settings of an installation that nobody has touched. */
function defaults(): array {
	return array(
		'upstream'      => '',
		'assistants'    => array( 'agent' ),
		'langsmith_url' => LANGSMITH_URL,
		// One less than PHP-FPM has workers by default.
		'streams'       => 4,
		'floating'      => true,
		'position'      => 'bottom-right',
		'color-scheme'  => 'auto',
		'persist'       => 'local',
		'feedback'      => 'thumbs',
		'heading'       => '',
		'greeting'      => '',
		'placeholder'   => '',
		'disclaimer'    => '',
		'starters'      => array(),
	);
}

/** Settings with nothing left open. */
function settings(): array {
	$saved    = get_option( OPTION, array() );
	$settings = array_merge( defaults(), is_array( $saved ) ? array_intersect_key( $saved, defaults() ) : array() );
	foreach ( array( 'upstream', 'langsmith_url' ) as $name ) {
		$settings[ $name ] = untrailingslashit( constant_or( $name, (string) $settings[ $name ] ) );
	}
	/**
	 * Changes the settings, for instance for one part of the site.
	 *
	 * @param array $settings See AgentChat\defaults().
	 */
	return array_merge( $settings, (array) apply_filters( 'agent_chat_settings', $settings ) );
}

/** The key for the Agent Server; empty when there is none. */
function api_key(): string {
	return constant_or( 'api_key', (string) get_option( KEY_OPTION, '' ) );
}

/** The key for LangSmith, when it is another than the Agent Server's. */
function langsmith_api_key(): string {
	return constant_or( 'langsmith_api_key', api_key() );
}

/** Signs visitors' tokens. WordPress has secrets of its own, which are never shown. */
function secret(): string {
	return constant_or( 'secret', hash_hmac( 'sha256', 'agent-chat-visitor', wp_salt( 'auth' ) ) );
}

/** Whether wp-config.php says it: `AGENT_CHAT_UPSTREAM` for `upstream`. */
function is_constant( string $name ): bool {
	return defined( 'AGENT_CHAT_' . strtoupper( $name ) );
}

/** What wp-config.php says, or `$saved`. */
function constant_or( string $name, string $saved ): string {
	return is_constant( $name ) ? (string) constant( 'AGENT_CHAT_' . strtoupper( $name ) ) : $saved;
}

/**
 * Tells WordPress what may be saved, by whom (`manage_options`, as for every settings page).
 */
function register_settings(): void {
	register_setting( OPTION, OPTION, array( 'sanitize_callback' => 'AgentChat\sanitize' ) );
	register_setting( OPTION, KEY_OPTION, array( 'sanitize_callback' => 'AgentChat\sanitize_key' ) );
}

/**
 * What was typed, as it is kept. What cannot be used is not taken over, and is named on the page.
 *
 * @param mixed $typed What the form sent.
 */
function sanitize( $typed ): array {
	$typed   = is_array( $typed ) ? $typed : array();
	$text    = static function ( string $name ) use ( $typed ): string {
		return isset( $typed[ $name ] ) && is_string( $typed[ $name ] ) ? plain_text( $typed[ $name ] ) : '';
	};
	$one_of  = static function ( string $name, array $values ) use ( $text ): string {
		return in_array( $text( $name ), $values, true ) ? $text( $name ) : $values[0];
	};
	$entries = static function ( string $pattern, string $name ) use ( $typed, $text ): array {
		// WordPress sanitizes twice when an option is made: then these are lists already.
		$list = isset( $typed[ $name ] ) && is_array( $typed[ $name ] ) ? $typed[ $name ] : preg_split( $pattern, $text( $name ) );
		return array_values( array_filter( array_map( 'AgentChat\plain_text', array_filter( $list, 'is_string' ) ), 'strlen' ) );
	};
	return array(
		'upstream'      => web_address( 'upstream', $text( 'upstream' ), __( 'Agent Server', 'agent-chat' ), '' ),
		'assistants'    => $entries( '/[\s,]+/', 'assistants' ) ?: defaults()['assistants'],
		'langsmith_url' => web_address( 'langsmith_url', $text( 'langsmith_url' ), __( 'LangSmith', 'agent-chat' ), LANGSMITH_URL ),
		'streams'       => max( 1, min( 1000, (int) ( $typed['streams'] ?? 4 ) ) ),
		'floating'      => ! empty( $typed['floating'] ),
		'position'      => $one_of( 'position', array( 'bottom-right', 'bottom-left' ) ),
		'color-scheme'  => $one_of( 'color-scheme', array( 'auto', 'light', 'dark' ) ),
		'persist'       => $one_of( 'persist', array( 'local', 'session', 'none' ) ),
		'feedback'      => $text( 'feedback' ) ?: 'thumbs',
		'heading'       => $text( 'heading' ),
		'greeting'      => $text( 'greeting' ),
		'placeholder'   => $text( 'placeholder' ),
		'disclaimer'    => $text( 'disclaimer' ),
		'starters'      => $entries( '/\R+/', 'starters' ),
	);
}

/** Text as it was meant: escaped where it is printed, so that nothing needs to be taken out ("a < b", `<https://…>`). */
function plain_text( string $typed ): string {
	return trim( (string) preg_replace( '/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/', '', wp_check_invalid_utf8( $typed, true ) ) );
}

/**
 * A key as it is kept: an empty field leaves the one that is there, a single "-" removes it.
 *
 * @param mixed $typed What the form sent.
 */
function sanitize_key( $typed ): string {
	$typed = is_string( $typed ) ? trim( $typed ) : '';
	if ( '-' === $typed ) {
		return '';
	}
	return '' === $typed ? (string) get_option( KEY_OPTION, '' ) : preg_replace( '/[^\x21-\x7e]/', '', $typed );
}

/** An address, or what was there before when it is none. */
function web_address( string $name, string $typed, string $label, string $fallback ): string {
	if ( '' === $typed ) {
		return $fallback;
	}
	if ( preg_match( '#^https?://[^\s/?\#@]+(/[^\s?\#]*)?$#iD', $typed ) && filter_var( $typed, FILTER_VALIDATE_URL ) ) {
		return untrailingslashit( esc_url_raw( $typed ) );
	}
	add_settings_error(
		OPTION,
		$name,
		/* translators: %s: name of the field */
		sprintf( __( '%s must be a web address such as https://agent.example.com. It was not changed.', 'agent-chat' ), $label )
	);
	return (string) settings()[ $name ];
}
