<?php
/**
 * Rewrites the token URLs in a run's event stream, so that ratings come back through this site. All other bytes
 * pass as they are, whole events at a time.
 *
 * @package AgentChat
 */

namespace AgentChat\Proxy;

defined( 'ABSPATH' ) || exit;

const UUID = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';

/** A token URL as the browser gets it: relative to the endpoint. Null for what is none. */
function relative_token_url( string $url ): ?string {
	return preg_match( '#/(feedback/tokens/' . UUID . ')$#D', $url, $match ) ? $match[1] : null;
}

/** Events in, events out. Holds back the event that is not whole yet, and nothing more. */
final class Event_Stream {
	/** The event that is not whole yet. @var string */
	private $held = '';

	/** What may go on to the visitor after these bytes. */
	public function take( string $bytes ): string {
		// The last three bytes of before may be the beginning of a blank line.
		$from        = max( 0, strlen( $this->held ) - 3 );
		$this->held .= $bytes;
		$end         = $this->last_event_end( $from );
		if ( 0 === $end ) {
			return '';
		}
		$events     = substr( $this->held, 0, $end );
		$this->held = substr( $this->held, $end );
		return rewrite_events( $events );
	}

	/** What is left when the stream has ended. */
	public function rest(): string {
		$rest       = $this->held;
		$this->held = '';
		return $rest;
	}

	/** The index after the last blank line; 0 when there is none from `$from` on. */
	private function last_event_end( int $from ): int {
		$end = 0;
		foreach ( array( "\n\n", "\r\r", "\n\r\n" ) as $blank ) {
			$at  = strrpos( $this->held, $blank, $from );
			$end = false === $at ? $end : max( $end, $at + strlen( $blank ) );
		}
		return $end;
	}
}

/** Whole events, those of ratings with addresses of ours. */
function rewrite_events( string $events ): string {
	if ( ! preg_match( '/(*ANYCRLF)^(?:\xEF\xBB\xBF)?event: ?feedback\b/m', $events ) ) {
		return $events;
	}
	$pieces = preg_split( '/(\r?\n\r?\n|\r\r)/', $events, -1, PREG_SPLIT_DELIM_CAPTURE );
	return implode( '', array_map( __NAMESPACE__ . '\rewrite_event', $pieces ) );
}

/** One event. A `feedback` event has its data on one line after this, and no URL that is no token's. */
function rewrite_event( string $event ): string {
	if ( ! preg_match( '/(*ANYCRLF)^(?:\xEF\xBB\xBF)?event: ?feedback[ \t]*$/m', $event ) ) {
		return $event;
	}
	preg_match_all( '/(*ANYCRLF)^data: ?(.*)$/m', $event, $lines );
	$relative = array();
	foreach ( pick_all( json_decode( implode( "\n", $lines[1] ) ) ) as $key => $url ) {
		$reference = is_string( $url ) ? relative_token_url( $url ) : null;
		if ( null !== $reference ) {
			$relative[ $key ] = $reference;
		}
	}
	$written = false;
	return (string) preg_replace_callback(
		'/(*ANYCRLF)^data:.*(\r\n|\r|\n)?/m',
		static function ( array $line ) use ( $relative, &$written ): string {
			$first   = ! $written;
			$written = true;
			return $first ? 'data: ' . encode( (object) $relative ) . ( $line[1] ?? '' ) : '';
		},
		$event
	);
}

/**
 * All of an object's properties; nothing of anything else.
 *
 * @param mixed $value Anything.
 */
function pick_all( $value ): array {
	return is_object( $value ) ? get_object_vars( $value ) : array();
}
