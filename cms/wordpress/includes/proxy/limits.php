<?php
/**
 * How much one visitor, one address and the whole site may use. Counted in the object cache where there is one, else
 * in the database; open streams are locks of the database, which end with the process that holds them.
 *
 * @package AgentChat
 */

namespace AgentChat\Proxy;

defined( 'ABSPATH' ) || exit;

/** What is allowed. 0 switches a limit off. */
function limits(): array {
	$defaults = array(
		// Runs and new threads in a minute.
		'visitor_runs'     => 30,
		'address_runs'     => 240,
		// Bytes sent in a minute.
		'visitor_bytes'    => 4000000,
		'address_bytes'    => 20000000,
		// All requests in a minute.
		'address_requests' => 3000,
		// Answers that stream at a time: each keeps one of PHP's workers busy.
		'visitor_streams'  => 2,
		'site_streams'     => \AgentChat\settings()['streams'],
	);
	/**
	 * Changes the limits.
	 *
	 * @param array<string,int> $limits 0 switches one off.
	 */
	return array_merge( $defaults, (array) apply_filters( 'agent_chat_limits', $defaults ) );
}

/**
 * Counts `$amount` of something.
 *
 * @throws Failure 429 when it was too much.
 */
function spend( string $what, int $amount, ?string $visitor ): void {
	$limits = limits();
	$whose  = array(
		'visitor' => $visitor,
		'address' => address(),
	);
	foreach ( $whose as $kind => $name ) {
		$most = $limits[ "{$kind}_$what" ] ?? 0;
		if ( $most > 0 && null !== $name && add( "$what:$kind:$name", $amount ) > $most ) {
			throw too_many( MINUTE_IN_SECONDS - time() % MINUTE_IN_SECONDS );
		}
	}
}

/** Adds to a counter of this minute; its total. */
function add( string $counter, int $amount ): int {
	global $wpdb;
	$minute = intdiv( time(), MINUTE_IN_SECONDS );
	$name   = 'agent_chat_' . md5( "$counter:$minute" );
	if ( wp_using_ext_object_cache() ) {
		wp_cache_add( $name, 0, 'agent_chat', 2 * MINUTE_IN_SECONDS );
		return (int) wp_cache_incr( $name, $amount, 'agent_chat' );
	}
	// In one statement, for requests count at the same time: each is told what it made of the counter itself, not what
	// others have made of it since. Named like a transient, so that WordPress clears it away.
	$count = "INSERT INTO $wpdb->options (option_name, option_value, autoload) VALUES (%s, %d, 'no') ON DUPLICATE KEY UPDATE option_value = LAST_INSERT_ID(option_value + VALUES(option_value))";
	// phpcs:disable WordPress.DB -- no cache: every request counts.
	$is_new = 1 === $wpdb->query( $wpdb->prepare( $count, "_transient_$name", $amount ) );
	if ( ! $is_new ) {
		return (int) $wpdb->insert_id;
	}
	$wpdb->query( $wpdb->prepare( $count, "_transient_timeout_$name", time() + 2 * MINUTE_IN_SECONDS ) );
	return $amount;
	// phpcs:enable
}

/**
 * Takes a place for a stream, until this process ends.
 *
 * @throws Failure 429 when there is none.
 */
function take_place( string $visitor ): void {
	$limits = limits();
	if ( ! take_one_of( "visitor:$visitor", $limits['visitor_streams'] ) || ! take_one_of( 'site', $limits['site_streams'] ) ) {
		throw too_many( 5 );
	}
}

/** Takes one of `$places` places; false when all are taken. */
function take_one_of( string $whose, int $places ): bool {
	for ( $place = 0; $place < $places; $place++ ) {
		// Null: this database knows no locks. Then nobody is kept out.
		if ( '0' !== lock( "$whose:$place" ) ) {
			return true;
		}
	}
	return 0 === $places;
}

/** Takes a lock, without waiting: '1' when it is ours now, '0' when it is another's, null when there are none. */
function lock( string $name ): ?string {
	global $wpdb;
	return $wpdb->get_var( $wpdb->prepare( 'SELECT GET_LOCK(%s, 0)', lock_name( $name ) ) ); // phpcs:ignore WordPress.DB
}

/** Gives a lock back. */
function unlock( string $name ): void {
	global $wpdb;
	$wpdb->query( $wpdb->prepare( 'DO RELEASE_LOCK(%s)', lock_name( $name ) ) ); // phpcs:ignore WordPress.DB
}

/** Locks are the whole server's, and their names at most 64 characters long. */
function lock_name( string $name ): string {
	global $wpdb;
	return 'agent_chat_' . md5( DB_NAME . ":$wpdb->prefix:$name" );
}

/**
 * The address a request counts for. A peer on a private network is a proxy of the owner's: then the last entry it
 * added to X-Forwarded-For counts. What a visitor writes into that header stands further left.
 */
function address(): ?string {
	$peer = (string) preg_replace( '/^::ffff:/i', '', $_SERVER['REMOTE_ADDR'] ?? '' ); // phpcs:ignore WordPress.Security -- hashed.
	if ( ! preg_match( '/^(?:::1$|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|f[cd]|fe80:)/i', $peer ) ) {
		return $peer ?: null;
	}
	$told = explode( ',', wp_unslash( $_SERVER['HTTP_X_FORWARDED_FOR'] ?? '' ) ); // phpcs:ignore WordPress.Security -- hashed.
	return trim( end( $told ) ) ?: $peer;
}
